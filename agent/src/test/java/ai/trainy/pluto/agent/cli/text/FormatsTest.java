package ai.trainy.pluto.agent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  @Test
  void breaksLinesBetweenWordsAndNoCommand() {
    String text =
        "2 runs belong to acme. To upload them to it:"
            + " java -jar pluto-wandb-agent.jar sync --to-this-server '/data/job 17' now";

    assertThat(Formats.lines(text, 30))
        .containsExactly(
            "2 runs belong to acme. To",
            "upload them to it:",
            "java -jar pluto-wandb-agent.jar sync --to-this-server '/data/job 17'",
            "now");
    assertThat(Formats.lines(text, 0)).containsExactly(text);
    assertThat(Formats.lines("", 30)).containsExactly("");
    assertThat(Formats.lines("in use        a run of mine", 20))
        .containsExactly("in use        a run", "of mine");
  }

  @Test
  void countsThings() {
    assertThat(Formats.of(0, "run")).isEqualTo("0 runs");
    assertThat(Formats.of(1, "run")).isEqualTo("1 run");
    assertThat(Formats.of(1_234_567, "value")).isEqualTo("1,234,567 values");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "999949, 999.9 kB",
    "999950, 1.0 MB",
    "1073741824, 1.1 GB"
  })
  void showsBytesInTheUnitThatFits(long bytes, String shown) {
    assertThat(Formats.bytes(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min", "3599, 59 min", "3600, 1 h", "172800, 2 d"})
  void showsTimesInTheUnitThatFits(long seconds, String shown) {
    assertThat(Formats.of(Duration.ofSeconds(seconds))).isEqualTo(shown);
  }
}
