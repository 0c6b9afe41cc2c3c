package ai.trainy.pluto.observe.system;

import java.io.File;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a program of the machine is. */
public final class Executables {
  private Executables() {}

  /**
   * Looks for a program as a shell does; it is not started to find out.
   *
   * @param path directories as the variable {@code PATH} has them; null for none
   */
  public static Optional<String> find(String program, @Nullable String path) {
    String name = File.separatorChar == '\\' ? program + ".exe" : program;
    for (String directory : (path == null ? "" : path).split(File.pathSeparator, -1)) {
      File tool = new File(directory, name);
      // Not from the working directory: nobody means a file there.
      if (new File(directory).isAbsolute() && Files.isExecutable(tool.toPath())) {
        return Optional.of(tool.getPath());
      }
    }
    return Optional.empty();
  }
}
