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
    argumentFile("agent.options", "-Xmx1g\n-javaagent:DIR/pluto.jar=mode=offline");
    argumentFile("other.options", "-ea -javaagent:DIR/other.jar");
    argumentFile("all.options", "-cp app.jar Main -javaagent:DIR/pluto.jar");
    argumentFile("nested.options", "@DIR/agent.options");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx1g -javaagent:DIR/pluto.jar -cp app.jar Main",
        "-cp app.jar -javaagent:DIR/pluto.jar=mode=offline Main",
        "--class-path app.jar -javaagent:DIR/other.jar -javaagent:DIR/../NAME/pluto.jar -m app",
        "@absent -javaagent:DIR/pluto.jar -jar app.jar",
        "@DIR/other.options @DIR/agent.options Main"
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
        "-cp -javaagent:DIR/pluto.jar Main",
        "Main @DIR/agent.options",
        "@DIR/all.options",
        "@DIR/nested.options Main",
        "@@DIR/agent.options Main",
        "--disable-@files @DIR/agent.options"
      })
  void whatIsAnothersOrTheProgramsIsNot(String line) {
    assertThat(haveAgent(line)).isFalse();
  }

  @Test
  void theArgumentsOfThisJvmAreKnown() {
    assertThat(LaunchArguments.ofThisJvm()).isNotEmpty();
  }

  private void argumentFile(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text.replace("DIR", directory.toString()));
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
