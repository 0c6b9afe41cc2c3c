package ai.trainy.pluto.agent.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static final Object[] NONE = {};

  /** As clients have them: not public itself, its interface is. */
  public interface Named {
    String name();
  }

  private static final class Hidden implements Named {
    @Override
    public String name() {
      return "hidden";
    }
  }

  @Test
  void theFirstThatHasSomethingCounts() {
    Sources sources = Sources.of("arg0|arg1|arg2");

    assertThat(sources.asked(null, new Object[] {null, "", "c"})).isEqualTo("c");
    assertThat(sources.asked(null, new Object[] {List.of(), Map.of(), 0})).isEqualTo(0);
    assertThat(sources.asked(null, new Object[] {null, null, null})).isNull();
  }

  @Test
  void somethingEmptyIsMoreThanNothing() {
    assertThat(Sources.of("arg0").asked(null, new Object[] {List.of()})).isEqualTo(List.of());
    assertThat(Sources.of("arg0|arg1").asked(null, new Object[] {null, ""})).isEqualTo("");
  }

  @Test
  void aConstantBehindTheResultIsForAResultThatHasNothing() {
    Sources sources = Sources.of("return.project()|\"lab\"");

    assertThat(sources.asked(null, NONE)).isNull();
    assertThat(sources.answered(null, NONE, null)).isEqualTo("lab");
    assertThat(Sources.of("arg0|\"lab\"").asked(null, new Object[1])).isEqualTo("lab");
  }

  @Test
  void whyNothingCanBeReadIsKnown() {
    assertThat(Sources.of("this.title()").failure("text", NONE).orElseThrow())
        .isInstanceOf(NoSuchMethodException.class);
    assertThat(Sources.of("this.next()").failure(List.of().iterator(), NONE).orElseThrow())
        .isInstanceOf(NoSuchElementException.class);
    assertThat(Sources.of("this.title()|arg0").failure("text", new Object[1])).isEmpty();
    assertThat(Sources.of("arg0").failure("text", new Object[1])).isEmpty();
  }

  @Test
  void whatIsAskedAndWhatIsAnsweredAreKeptApart() {
    Sources sources = Sources.of("arg0|return");

    assertThat(sources.asked(null, new Object[] {"asked"})).isEqualTo("asked");
    assertThat(sources.answered(null, new Object[] {"asked"}, "answered")).isEqualTo("answered");
    assertThat(Sources.of("return").asked(null, NONE)).isNull();
    assertThat(Sources.of("arg0").answered(null, new Object[] {1}, 2)).isNull();
  }

  @Test
  void aGetterThatIsNotThereOrThrowsLeavesTheTurnToTheNext() {
    Sources sources = Sources.of("this.title()|this.get()|this.size()");

    assertThat(sources.asked(List.of(1, 2), NONE)).isEqualTo(2);
  }

  @Test
  void aMethodOfAPublicInterfaceIsReachedOnAClassThatIsNot() {
    assertThat(Sources.of("this.name()").asked(new Hidden(), NONE)).isEqualTo("hidden");
  }

  @Test
  void readsKeysOfMaps() {
    Object[] arguments = {Map.of("run", Map.of("project name", "owls"))};

    assertThat(Sources.of("arg0[\"run\"][\"project name\"]").asked(null, arguments))
        .isEqualTo("owls");
    assertThat(Sources.of("arg0[\"no\"].x()").asked(null, arguments)).isNull();
    assertThat(Sources.of("this[\"a\"]").asked("no map", NONE)).isNull();
  }

  @Test
  void readsKeysOfWhatIsAMapInOtherLibraries() {
    assertThat(Sources.of("this[\"a\"]").asked(new JSONObject("{\"a\":1}"), NONE)).isEqualTo(1);
    assertThat(Sources.of("this[\"b\"]").asked(new JSONObject("{\"a\":1}"), NONE)).isNull();
    assertThat(Sources.of("this[\"a\"]").asked(JsonParser.parseString("{\"a\":true}"), NONE))
        .hasToString("true");
  }

  @Test
  void aMapThatTakesOtherKeysHasNothingUnderThisOne() {
    assertThat(Sources.of("this[\"a\"]").asked(new TreeMap<>(Map.of(1, 2)), NONE)).isNull();
  }

  @Test
  void aConstantIsTheSameObjectWhereverItStands() {
    String one = String.join("", "ma", "in");

    assertThat(Sources.of("\"main\"").asked(null, NONE))
        .isSameAs(Sources.of("\"" + one + "\"").asked(this, NONE))
        .isEqualTo("main");
  }

  @Test
  void knowsHowManyArgumentsItNeeds() {
    assertThat(Sources.of("this|arg3|arg1").arguments()).isEqualTo(4);
    assertThat(Sources.of("this|\"x\"").arguments()).isZero();
  }
}
