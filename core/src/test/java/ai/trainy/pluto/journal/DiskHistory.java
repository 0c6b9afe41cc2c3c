package ai.trainy.pluto.journal;

import ai.trainy.pluto.testing.FileRules;
import ai.trainy.pluto.testing.SimulatedDisk;
import ai.trainy.pluto.testing.SimulatedDisk.Fate;
import ai.trainy.pluto.testing.SimulatedDisk.Operation;
import java.io.IOException;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * One history of a disk, told by a seed: processes log to it, one after the other, while it is full
 * for a time or fails now and then, until the power is cut, at any operation, also while what the
 * last one has left is taken up. In the end all is well, and then the server must have what was
 * safe.
 */
final class DiskHistory implements SimulatedDisk.Watcher {
  private static final int STEPS = 60;

  private final Random random;
  private final UnaryOperator<SimulatedDisk> disks;
  private final boolean acknowledgesFirst;
  private SimulatedDisk disk;
  private Books books = new Books();
  private long operations;
  private long cutAt;
  private double faults;
  private boolean off;

  /** What a process sees of the moment in which the power is cut. */
  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1;

    PowerCut() {
      super("the power is cut", null, false, false);
    }
  }

  private interface Deed {
    void run() throws IOException;
  }

  DiskHistory(long seed) {
    this(seed, disk -> disk, false);
  }

  /** On a disk of another operating system. */
  DiskHistory(long seed, FileRules rules) {
    this(seed, disk -> disk, false);
    disk = new SimulatedDisk(rules);
  }

  /**
   * @param disks makes bad disks of good ones
   * @param acknowledgesFirst whether the processes are bad ones
   */
  DiskHistory(long seed, UnaryOperator<SimulatedDisk> disks, boolean acknowledgesFirst) {
    this.acknowledgesFirst = acknowledgesFirst;
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.disks = disks;
    this.disk = disks.apply(new SimulatedDisk());
  }

  /** How many operations the disk has done. */
  long operations() {
    return operations;
  }

  /**
   * Plays it.
   *
   * @throws AssertionError if something is wrong
   */
  void play() throws IOException {
    for (int cuts = 1 + random.nextInt(3); cuts > 0; cuts--) {
      cutAt = operations + random.nextInt(600);
      faults = random.nextInt(3) == 0 ? random.nextDouble() * 0.1 : 0;
      books.faulty |= faults > 0;
      books.torn |= faults > 0;
      disk.watchedBy(this);
      try (DiskProcess process = new DiskProcess(disk, books)) {
        live(process);
      } catch (PowerCut cut) {
        // On with the next one.
      }
      boolean torn = disk.pendingWrites() > 0;
      disk = disks.apply(disk.afterPowerCut(fates(), random));
      books = books.afterPowerCut();
      books.torn |= torn;
      off = false;
    }
    new DiskProcess(disk, books).recoverAll();
    books.check();
  }

  private IntFunction<Fate> fates() {
    int torn = random.nextInt(3) == 0 ? random.nextInt(101) : 0;
    int lost = random.nextInt(101 - torn);
    int kept = 100 - torn - lost;
    return piece -> {
      int chance = random.nextInt(100);
      return chance < lost
          ? Fate.LOST
          : chance < lost + kept ? Fate.KEPT : Fate.values()[random.nextInt(Fate.values().length)];
    };
  }

  private void live(DiskProcess process) {
    process.acknowledgesFirst = acknowledgesFirst;
    if (random.nextInt(4) > 0) {
      attempt(process, process::recover);
    }
    for (int i = 0; i < STEPS; i++) {
      if (faults > 0) {
        disk.capacity(random.nextInt(3) == 0 ? disk.used() + random.nextInt(3_000) : 1 << 30);
      }
      step(process);
      if (random.nextInt(3) == 0 && (process.isLogging() || process.isOver())) {
        attempt(process, process::sync);
      }
    }
    off = true;
  }

  private void step(DiskProcess process) {
    if (process.isOver()) {
      attempt(process, random.nextBoolean() ? process::remove : process::acknowledge);
      return;
    }
    if (!process.isLogging()) {
      attempt(process, random.nextInt(4) == 0 ? process::recover : process::open);
      return;
    }
    switch (random.nextInt(12)) {
      case 0:
        attempt(process, process::finish);
        break;
      case 1:
        attempt(process, process::stage);
        break;
      case 2:
      case 3:
        attempt(process, process::acknowledge);
        break;
      case 4:
        attempt(process, process::appendData);
        break;
      case 5:
        attempt(process, process::recover);
        break;
      default:
        attempt(process, () -> process.append(random.nextInt(5) == 0));
    }
  }

  /** Does it, unless the disk fails. */
  private void attempt(DiskProcess process, Deed deed) {
    try {
      deed.run();
    } catch (IOException e) {
      if (faults == 0) {
        throw new AssertionError("a good disk failed: " + e, e);
      }
      process.failed();
    }
  }

  @Override
  public void before(Operation operation, String path) throws IOException {
    if (off || (operation != Operation.READ && ++operations >= cutAt && cutAt > 0)) {
      off = true;
      throw new PowerCut();
    }
    // A directory that cannot be synced is taken for one of Windows.
    if (operation != Operation.SYNC_NAMES && faults > 0 && random.nextDouble() < faults) {
      throw new IOException("Input/output error");
    }
  }

  @Override
  public int taken(String path, int bytes) {
    return faults > 0 && random.nextDouble() < faults ? 1 + random.nextInt(bytes) : bytes;
  }
}
