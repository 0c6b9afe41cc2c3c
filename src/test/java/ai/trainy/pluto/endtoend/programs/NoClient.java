package ai.trainy.pluto.endtoend.programs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Knows no wandb client. Prints what its JVM has: threads, sockets, loaders, working directory. */
public final class NoClient {
  private NoClient() {}

  public static void main(String[] args) throws IOException {
    Set<String> threads = new TreeSet<>();
    Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
    System.out.println("threads " + threads);
    System.out.println("sockets " + sockets());
    System.out.println("hooked " + isHooked());
  }

  private static long sockets() throws IOException {
    File[] open = new File("/proc/self/fd").listFiles();
    long sockets = 0;
    for (File file : open == null ? new File[0] : open) {
      Path path = file.toPath();
      if (Files.isSymbolicLink(path) && isSocket(path)) {
        sockets++;
      }
    }
    return sockets;
  }

  private static boolean isSocket(Path path) {
    try {
      return Files.readSymbolicLink(path).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private static boolean isHooked() {
    try {
      Class.forName("java.lang.$PlutoHook");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
