package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool of the JDK that runs programs itself. */
class JshellIT {
  @TempDir Path home;

  @Test
  void whatIsTypedIntoALocalShellIsLogged() throws IOException {
    // Else it says, with the time, that it makes this.
    Files.createDirectories(home.resolve(".java").resolve(".userPrefs"));
    String classPath =
        String.join(
            File.pathSeparator,
            Jvm.jar("full-wandb-client").toString(),
            Jvm.jar("json-").toString());
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          Jvm.in(home)
              .withExampleClient()
              .withPluto(pluto.url())
              .variable("PLUTO_FINISH_TIMEOUT_SECONDS", "300")
              .input(
                  "var run = com.example.wandb.Wandb.init(\"shell\");\n"
                      + "run.log(java.util.Map.of(\"loss\", 0.5));\n"
                      + "run.finish();\n"
                      + "/exit\n")
              .start(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                      "-J-javaagent:" + Jvm.agentJar(),
                      "-J-Duser.home=" + home,
                      // Before Java 25 a local shell compiles against its --class-path only.
                      "-J-Djava.class.path=" + classPath,
                      "--execution",
                      "local",
                      "--class-path",
                      classPath));

      assertThat(pluto.runs()).as(ended.toString()).hasSize(1);
      RunView run = pluto.runs().get(0);
      assertThat(run.points("loss")).as(ended.toString()).hasSize(1);
      assertThat(run.status()).isEqualTo("COMPLETED");
    }
  }
}
