package ai.trainy.pluto.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP sockets of a process, as Linux lists them. */
final class Sockets {
  private final Path process;

  Sockets(long pid) {
    process = Path.of("/proc", Long.toString(pid));
  }

  static boolean canBeListed() {
    return Files.isDirectory(Path.of("/proc/self/fd"));
  }

  /** The port at the other end of each; 0 where it listens. */
  List<Integer> remotePorts() throws IOException {
    Set<String> own = inodes();
    List<Integer> ports = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Path file = process.resolve(table);
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] columns = line.strip().split("\\s+", -1);
          if (columns.length > 9 && own.contains(columns[9])) {
            ports.add(Integer.parseInt(columns[2].replaceAll(".*:", ""), 16));
          }
        }
      }
    }
    return ports;
  }

  private Set<String> inodes() throws IOException {
    Set<String> inodes = new HashSet<>();
    List<Path> descriptors;
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      descriptors = files.collect(Collectors.toList());
    }
    for (Path descriptor : descriptors) {
      try {
        String target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      } catch (NoSuchFileException closed) {
        // Between the list and the look.
      }
    }
    return inodes;
  }
}
