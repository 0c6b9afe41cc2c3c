package ai.trainy.pluto.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Tells whether the disk is likely to go with the program: in a container, or in a CI job. */
public final class EphemeralHost {
  private static final Pattern CONTAINER = Pattern.compile("docker|kubepods|containerd|libpod|lxc");

  private EphemeralHost() {}

  /** Looks at the environment and at a few files; takes no longer than that. */
  public static boolean isThis() {
    return isOne(System::getenv, Path.of("/"));
  }

  static boolean isOne(UnaryOperator<String> environment, Path root) {
    return isSet(environment.apply("CI"))
        || isSet(environment.apply("KUBERNETES_SERVICE_HOST"))
        || Files.exists(root.resolve(".dockerenv"))
        || Files.exists(root.resolve("run/.containerenv"))
        || isContainer(root.resolve("proc/self/cgroup"));
  }

  private static boolean isSet(String value) {
    return value != null && !value.isBlank() && !value.equalsIgnoreCase("false");
  }

  private static boolean isContainer(Path cgroup) {
    try {
      return CONTAINER.matcher(Files.readString(cgroup)).find();
    } catch (IOException notLinux) {
      return false;
    }
  }
}
