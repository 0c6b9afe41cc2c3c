package ai.trainy.pluto.agent.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page says of every setting what the table in code says, and of no other. */
class ReferencePageTest {
  private static final String FIRST = "| variable | agent option | default | meaning |";

  private static final Path PAGE = Path.of("..", "docs", "reference.md");

  @Test
  void thePageHoldsTheTable() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(FIRST);
    int to = page.indexOf("\n\n", from) + 1;
    if (Boolean.getBoolean("pluto.reference.write")) {
      Files.writeString(PAGE, page.substring(0, from) + expected() + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to))
        .as(
            "if the table in code is right: mvn test -pl agent -am -Dtest=ReferencePageTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dpluto.reference.write=true")
        .isEqualTo(expected());
  }

  private static String expected() {
    return FIRST
        + "\n|---|---|---|---|\n"
        + new Settings(Wandb.options(null), Map.of(), Map.of())
            .all().stream().map(ReferencePageTest::row).collect(Collectors.joining());
  }

  private static String row(Setting setting) {
    String others =
        setting.otherVariables().stream()
            .map(name -> ", `" + name + "`")
            .collect(Collectors.joining());
    return String.format(
        "| `%s`%s | `%s` | %s | %s |%n",
        setting.variable(),
        others,
        setting.option(),
        setting.defaultValue().orElse(""),
        setting.meaning());
  }
}
