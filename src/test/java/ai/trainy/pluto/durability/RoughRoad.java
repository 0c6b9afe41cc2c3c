package ai.trainy.pluto.durability;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to a server on which connections are refused a conversation, delayed, slowed down to a
 * trickle, stopped for a while and then reset, and cut in the middle of a request or an answer.
 */
final class RoughRoad implements AutoCloseable {
  private static final int CHUNK_BYTES = 4 << 10;
  private static final long LONGEST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final long HANG_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int LONGEST_TRICKLE = 64;

  private final ServerSocket entry;
  private final int destination;
  private final double roughness;
  private final Random random;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger troubles = new AtomicInteger();

  /**
   * @param destination the port of a server on this machine
   * @param roughness how likely a piece of 4 KiB, or a new connection, meets with trouble
   */
  RoughRoad(int destination, double roughness, Random random) throws IOException {
    this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.destination = destination;
    this.roughness = roughness;
    this.random = random;
    start("road", this::accept);
  }

  /** Where it begins. */
  URI url() {
    return URI.create("http://127.0.0.1:" + entry.getLocalPort());
  }

  /** How often it was rough. */
  int troubles() {
    return troubles.get();
  }

  private interface Travel {
    void go() throws IOException;
  }

  private static void start(String name, Travel travel) {
    Thread thread =
        new Thread(
            () -> {
              try {
                travel.go();
              } catch (IOException cut) {
                // Here or at either end: that is what this is for.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = entry.accept();
      sockets.add(client);
      if (isRough()) {
        reset(client);
        continue;
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), destination);
      sockets.add(server);
      start("there", () -> carry(client, server));
      start("back", () -> carry(server, client));
    }
  }

  private boolean isRough() {
    boolean rough = random.nextDouble() < roughness;
    if (rough) {
      troubles.incrementAndGet();
    }
    return rough;
  }

  private void carry(Socket from, Socket to) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
        if (!isRough()) {
          out.write(chunk, 0, size);
        } else if (!passes(out, chunk, size)) {
          break;
        }
      }
    } finally {
      reset(from);
      reset(to);
    }
  }

  /** Carries a piece through trouble, or part of it; false if that is the end of the way. */
  private boolean passes(OutputStream out, byte[] chunk, int size) throws IOException {
    switch (random.nextInt(4)) {
      case 0:
        LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_DELAY_NANOS));
        out.write(chunk, 0, size);
        return true;
      case 1:
        int trickle = Math.min(size, LONGEST_TRICKLE);
        for (int i = 0; i < trickle; i++) {
          out.write(chunk, i, 1);
          LockSupport.parkNanos(100_000);
        }
        out.write(chunk, trickle, size - trickle);
        return true;
      case 2:
        LockSupport.parkNanos(HANG_NANOS);
        return false;
      default:
        out.write(chunk, 0, random.nextInt(size));
        return false;
    }
  }

  /** Closes so that the other side has an error rather than an end. */
  private void reset(Socket socket) throws IOException {
    sockets.remove(socket);
    try (Socket closing = socket) {
      closing.setSoLinger(true, 0);
    }
  }

  @Override
  public void close() throws IOException {
    entry.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
