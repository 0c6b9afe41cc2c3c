package ai.trainy.pluto.benchmark;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The built agent. */
final class Agent {
  private Agent() {}

  static Path jar() {
    return library("pluto-wandb-agent");
  }

  /** The jar whose name begins so, among the dependencies beside the benchmarks' own jar. */
  static Path library(String name) {
    try (Stream<Path> dependencies = Files.list(benchmarks().resolveSibling("lib"))) {
      return dependencies
          .filter(jar -> jar.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("there is no " + name + " in lib"));
    } catch (IOException e) {
      throw new IllegalStateException("run the packaged benchmarks.jar", e);
    }
  }

  /** The benchmarks' own jar, which names its dependencies: all that a forked JVM needs. */
  static Path benchmarks() {
    try {
      return Path.of(Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it in this JVM, which must allow to be attached to by itself. */
  static void attach(String options) throws Exception {
    VirtualMachine self = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
    try {
      self.loadAgent(jar().toString(), options);
    } finally {
      self.detach();
    }
  }

  /** Leaves woven code in place and takes away what it calls, as the hook itself can. */
  static void unplug() throws ReflectiveOperationException {
    Class.forName("java.lang.$PlutoHook").getField("handlers").set(null, null);
  }
}
