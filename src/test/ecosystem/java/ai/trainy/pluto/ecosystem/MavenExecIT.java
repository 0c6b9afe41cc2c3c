package ai.trainy.pluto.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.endtoend.programs.FewRows;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn exec:java} runs a program in Maven's own JVM, and waits for its thread group. */
class MavenExecIT {
  private static final String EXEC = "org.codehaus.mojo:exec-maven-plugin:3.6.3:java";

  @TempDir Path home;

  @Test
  void nothingOfOursIsWaitedForOrInterrupted() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Path project = project();
      Jvm.Ended without = exec(Jvm.in(home), "", project);
      Jvm.Ended with =
          exec(
              Jvm.in(home).withPluto(pluto.url()).withExampleClient(),
              "-javaagent:" + Jvm.agentJar(),
              project);

      assertThat(without.exitCode()).as(without.toString()).isZero();
      assertThat(with.exitCode()).as(with.toString()).isZero();
      assertThat(with.stdout()).isEqualTo(without.stdout());
      assertThat(pluto.runs().get(0).pointCount()).isEqualTo(FewRows.ROWS);
      assertThat(pluto.runs().get(0).status()).isEqualTo("COMPLETED");
    }
  }

  private Jvm.Ended exec(Jvm jvm, String options, Path project) {
    return jvm.variable("MAVEN_OPTS", options)
        .variable("PLUTO_FINISH_TIMEOUT_SECONDS", "300")
        .start(
            List.of(
                Path.of(System.getProperty("pluto.test.maven"), "bin", "mvn").toString(),
                "--batch-mode",
                "--quiet",
                "-Dmaven.repo.local=" + System.getProperty("pluto.test.repository"),
                "-Dexec.mainClass=" + FewRows.class.getName(),
                "-Dexec.classpathScope=compile",
                "--file",
                project.toString(),
                EXEC));
  }

  private Path project() throws IOException {
    StringBuilder dependencies = new StringBuilder();
    for (String jar : List.of("full-wandb-client", "json-", "end-to-end-tests")) {
      dependencies
          .append("<dependency><groupId>of.the.test</groupId><artifactId>")
          .append(jar)
          .append("</artifactId><version>1</version><scope>system</scope><systemPath>")
          .append(Jvm.jar(jar))
          .append("</systemPath></dependency>");
    }
    return Files.writeString(
        home.resolve("pom.xml"),
        "<project><modelVersion>4.0.0</modelVersion><groupId>of.the.test</groupId>"
            + "<artifactId>program</artifactId><version>1</version><dependencies>"
            + dependencies
            + "</dependencies></project>");
  }
}
