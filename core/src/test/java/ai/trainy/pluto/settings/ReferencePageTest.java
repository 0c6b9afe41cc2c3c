package ai.trainy.pluto.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page says of every setting what the table in code says, and of no other. */
class ReferencePageTest {
  private static final String FIRST = "| variable | agent option | default | meaning |";

  @Test
  void thePageHoldsTheTable() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference.md"));

    String table = page.substring(page.indexOf(FIRST));
    assertThat(table.substring(0, table.indexOf("\n\n") + 1)).isEqualTo(expected());
  }

  private static String expected() {
    return FIRST
        + "\n|---|---|---|---|\n"
        + Arrays.stream(Setting.values()).map(ReferencePageTest::row).collect(Collectors.joining());
  }

  private static String row(Setting setting) {
    String former = setting.formerVariable().map(name -> " (`" + name + "`)").orElse("");
    return String.format(
        "| `%s`%s | `%s` | %s | %s |%n",
        setting.variable(),
        former,
        setting.option(),
        setting.defaultValue().orElse(""),
        setting.meaning());
  }
}
