package ai.trainy.pluto.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.endtoend.programs.FewRows;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JDKs that have less, or allow less, than usual. */
class JdkIT {
  @TempDir Path home;

  @Test
  void anImageOfFewModulesIsEnough() throws IOException {
    Path image = home.resolve("image");
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    assumeThat(Path.of(System.getProperty("java.home"), "jmods")).exists();
    PrintStream quiet = new PrintStream(home.resolve("jlink.txt").toFile(), "UTF-8");
    assertThat(
            jlink.run(
                quiet,
                quiet,
                "--add-modules",
                "java.base,java.instrument",
                "--output",
                image.toString()))
        .as(() -> read(home.resolve("jlink.txt")))
        .isZero();

    assertLogs(image.resolve("bin").resolve("java").toString(), List.of());
  }

  /** What later JDKs will deny by default. */
  @ParameterizedTest
  @MethodSource("launchers")
  void nothingThatJdksAreAboutToDenyIsDone(String launcher) throws IOException {
    assertLogs(
        launcher,
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=deny",
            "--illegal-final-field-mutation=deny",
            "--illegal-native-access=deny"));
  }

  private void assertLogs(String launcher, List<String> options) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Pair.of(
              launcher,
              home,
              pluto,
              jvm -> {
                options.forEach(jvm::option);
                return jvm.run(FewRows.class);
              })
          .assertSame();

      assertThat(pluto.runs()).hasSize(1);
      assertThat(pluto.runs().get(0).pointCount()).isEqualTo(FewRows.ROWS);
      assertThat(pluto.runs().get(0).status()).isEqualTo("COMPLETED");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
