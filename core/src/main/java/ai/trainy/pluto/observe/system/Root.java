package ai.trainy.pluto.observe.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The kernel's own files, below {@code /} or below a copy of them. */
public final class Root {
  private final Path root;

  public Root(Path root) {
    this.root = root;
  }

  /** A file's text; read whole, since the kernel makes it anew for each reader. */
  public String read(String file) throws IOException {
    return new String(Files.readAllBytes(root.resolve(file)), StandardCharsets.UTF_8);
  }

  public List<String> lines(String file) throws IOException {
    return List.of(read(file).split("\n", -1));
  }

  /** A file that is read again and again. */
  KernelFile file(String file) {
    return new KernelFile(root.resolve(file).toFile());
  }

  /** The number that is all of a file; empty if there is no such file, or no number in it. */
  public Optional<Double> number(String file) {
    try {
      return Optional.of(Double.parseDouble(read(file).trim()));
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** Where a symbolic link leads; empty if it is none. */
  public Optional<Path> link(String file) {
    try {
      return Optional.of(Files.readSymbolicLink(root.resolve(file)));
    } catch (IOException | UnsupportedOperationException noLink) {
      return Optional.empty();
    }
  }

  public boolean has(String file) {
    return Files.isReadable(root.resolve(file));
  }

  /** The names in a directory, sorted; none if there is no such directory. */
  public List<String> names(String directory) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(directory))) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (IOException none) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }
}
