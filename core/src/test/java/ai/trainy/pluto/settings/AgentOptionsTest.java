package ai.trainy.pluto.settings;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.messages.Notice;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
  @Test
  void readsPairs() {
    AgentOptions options = new AgentOptions(" project = orbit-lab ,mode=offline");

    assertThat(options.values())
        .isEqualTo(Map.of(Setting.PROJECT, "orbit-lab", Setting.MODE, "offline"));
    assertThat(options.problems()).isEmpty();
  }

  @Test
  void keepsAnEqualsSignInAValue() {
    assertThat(new AgentOptions("dir=/a=b").values()).containsEntry(Setting.DIR, "/a=b");
  }

  @Test
  void theLastOfTwoCounts() {
    assertThat(new AgentOptions("project=a,project=b").values())
        .containsEntry(Setting.PROJECT, "b");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" ", ",", ", ,"})
  void takesNothingAtAll(String text) {
    AgentOptions options = new AgentOptions(text);

    assertThat(options.values()).isEmpty();
    assertThat(options.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "projct, project",
    "url.ingset, url.ingest",
    "finish.timeout, finish.timeout.seconds",
    "apikey, api.key"
  })
  void namesTheNearestOptionToAnUnknownOne(String unknown, String nearest) {
    AgentOptions options = new AgentOptions(unknown + "=x,mode=offline");

    assertThat(options.problems())
        .map(Notice::toString)
        .containsExactly(
            "Unknown agent option '" + unknown + "' (ignored). Did you mean '" + nearest + "'?");
    assertThat(options.values()).isEqualTo(Map.of(Setting.MODE, "offline"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"verbose", "x", "url", "token", "url."})
  void anOptionThatIsLikeNoneOrLikeSeveralIsSaidWithoutAGuess(String unknown) {
    assertThat(new AgentOptions(unknown + "=x").problems())
        .map(Notice::toString)
        .containsExactly("Unknown agent option '" + unknown + "' (ignored).");
  }

  @ParameterizedTest
  @ValueSource(strings = {"project", "=x"})
  void saysWhatIsNoPair(String text) {
    assertThat(new AgentOptions(text).problems())
        .map(Notice::toString)
        .containsExactly(
            "agent option '" + text + "' is ignored: it is not of the form name=value.");
  }

  @Test
  void measuresTheDistanceOfTwoWords() {
    assertThat(Suggestion.editDistance("", "")).isZero();
    assertThat(Suggestion.editDistance("abc", "")).isEqualTo(3);
    assertThat(Suggestion.editDistance("", "abc")).isEqualTo(3);
    assertThat(Suggestion.editDistance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestion.editDistance("mode", "mode")).isZero();
    assertThat(Suggestion.editDistance("lgo", "log")).isEqualTo(1);
    assertThat(Suggestion.editDistance("abcd", "dcba")).isEqualTo(3);
  }
}
