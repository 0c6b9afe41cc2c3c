package ai.trainy.pluto.agent.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchArgumentsTest {
  @TempDir Path directory;

  private Path jar;

  @BeforeEach
  void make() throws IOException {
    jar = Files.createFile(directory.resolve("pluto.jar"));
    Files.createFile(directory.resolve("other.jar"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx1g -javaagent:DIR/pluto.jar -cp app.jar Main",
        "-cp app.jar -javaagent:DIR/pluto.jar=mode=offline Main",
        "--class-path app.jar -javaagent:DIR/other.jar -javaagent:DIR/../NAME/pluto.jar -m app",
        "@options -javaagent:DIR/pluto.jar -jar app.jar"
      })
  void anAgentAmongTheJvmsOwnOptionsIsSeen(String line) {
    assertThat(haveAgent(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-cp app.jar Main",
        "-javaagent:DIR/other.jar Main",
        "-javaagent:DIR/absent.jar Main",
        "-jar launcher.jar -javaagent:DIR/pluto.jar",
        "Main -javaagent:DIR/pluto.jar",
        "-m app -javaagent:DIR/pluto.jar",
        "-cp -javaagent:DIR/pluto.jar Main"
      })
  void whatIsAnothersOrTheProgramsIsNot(String line) {
    assertThat(haveAgent(line)).isFalse();
  }

  @Test
  void theArgumentsOfThisJvmAreKnown() {
    assertThat(LaunchArguments.ofThisJvm()).isNotEmpty();
  }

  private boolean haveAgent(String line) {
    List<String> arguments =
        Arrays.stream(line.split(" "))
            .map(word -> word.replace("DIR", directory.toString()))
            .map(word -> word.replace("NAME", directory.getFileName().toString()))
            .collect(Collectors.toList());
    return LaunchArguments.haveAgent(arguments, jar);
  }
}
