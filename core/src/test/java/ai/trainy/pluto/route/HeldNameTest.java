package ai.trainy.pluto.route;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.NameCheck;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeldNameTest {
  private static final String MARK = "~[0-9a-f]{12}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss",
        "train/loss 'a' \"b\" ~",
        "\u640d\u5931",
        "\u7cbe\u5ea6/\u6e29",
        "e\u0301 \u00e9",
        "\ud83e\udd89",
        "a\tb\nc\u001b[31m",
        "a//b",
        "/a",
        "../a",
        "\u202eabc",
        "constructor",
        "a/constructor/b",
        "constructor/a/b",
        "constructors/a",
        "x~0123456789a",
        "x~0123456789AB",
        " a "
      })
  void aMetricsNameThatPlutoHoldsIsItself(String name) {
    assertThat(HeldName.ofMetric(name)).isSameAs(name);
  }

  @ParameterizedTest
  @CsvSource({
    "'a\0b', a\ufffdb",
    "'a\ud83e', a\ufffd",
    "'\udd89\ud83e', \ufffd\ufffd",
    "'', blank",
    "'\u00a0\u0085\u3000 \t', blank",
    "constructor/a, _constructor/a",
    "__proto__/a, ___proto__/a",
    "toString/a, _toString/a",
    "a~0123456789ab, a~0123456789ab"
  })
  void aMetricsNameThatPlutoCannotHoldIsMarked(String given, String start) {
    assertThat(HeldName.ofMetric(given)).startsWith(start).matches("(?s).*" + MARK);
    assertThat(HeldName.ofMetric(given)).hasSize(start.length() + NameHash.LENGTH);
  }

  @Test
  void theLengthOfAMetricsNameIsInBytes() {
    String fits = "\u6e29".repeat(866) + "ab";
    assertThat(HeldName.ofMetric(fits)).isSameAs(fits);
    assertThat(HeldName.ofMetric(fits + "c")).matches("\u6e29{862}" + MARK);
    assertThat(HeldName.ofMetric("\ud83e\udd89".repeat(651))).matches("(\ud83e\udd89){646}" + MARK);
  }

  @Test
  void aCutNeverMakesAGroupThatBreaksThePage() {
    String name = "toString/" + "a".repeat(2_570) + "/" + "b".repeat(100);
    assertThat(HeldName.ofMetric(name)).startsWith("toString/aa");
    assertThat(NameCheck.faultOfSeries(HeldName.ofMetric("toString/" + "a".repeat(3_000))))
        .isNull();
    String slashGoes = "toString/" + "a".repeat(2_600) + "/b";
    assertThat(HeldName.ofMetric(slashGoes)).startsWith("_toString/aa").hasSize(2_600);
  }

  @Test
  void theMarkIsTheSameInEveryProcess() {
    assertThat(HeldName.ofMetric("")).isEqualTo("blank~e3b0c44298fc");
    assertThat(HeldName.ofMetric("a\0")).isEqualTo("a\ufffd~550e80a91252");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orbit-lab", "a/b: \"c\" ~", "p?q#r%25", "a b"})
  void aProjectOfVisibleAsciiIsItself(String project) {
    assertThat(HeldName.ofProject(project)).isSameAs(project);
  }

  @ParameterizedTest
  @CsvSource({
    "'\u6570\u636e', --",
    "' a ', a",
    "'a\tb', a-b",
    "'a\r\nX-Evil: 1', a--X-Evil: 1",
    "a//b, a/b",
    "/a/, a",
    "a/../b, a/-/b"
  })
  void anyOtherProjectIsMarked(String given, String start) {
    assertThat(HeldName.ofProject(given)).startsWith(start + "~").hasSize(start.length() + 13);
  }

  @Test
  void leavesNoBlankWhereItCutsAProject() {
    assertThat(HeldName.ofProject("p".repeat(241) + " " + "q".repeat(99))).matches("p{241}" + MARK);
  }

  @Test
  void aRunsNameHas255CodePoints() {
    String fits = "\ud83e\udd89".repeat(255);
    assertThat(HeldName.ofRun(fits)).isSameAs(fits);
    assertThat(HeldName.ofRun(fits + "a")).matches("(\ud83e\udd89){242}" + MARK);
  }

  @Test
  void whateverIsGivenIsHeldAndNoTwoNamesBecomeOne() {
    FileKey key = new FileKey("orbit-lab");
    check(HeldName::ofMetric, NameCheck::faultOfSeries);
    check(HeldName::ofRun, name -> name.isEmpty() ? null : NameCheck.faultOfRun(name));
    check(HeldName::ofProject, NameCheck::faultOfProject);
    check(HeldName::ofConfig, name -> name.isEmpty() ? "empty" : null);
    check(
        key::logName,
        name -> {
          String file = "o".repeat(36) + "/orbit-lab/1234567890/" + name + "/";
          String fault = NameCheck.faultOfKey(file + key.fileName(name, name, "png"));
          return fault == null ? NameCheck.faultOfSeries(name) : fault;
        });
  }

  /** Among random names, their changed forms, and so on: each may be logged by somebody. */
  private static void check(UnaryOperator<String> rule, UnaryOperator<String> fault) {
    Map<String, String> originals = new HashMap<>();
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      String given = name(random);
      for (int again = 0; again < 3; again++) {
        String held = rule.apply(given);
        assertThat(fault.apply(held)).as("seed %d", seed).isNull();
        assertThat(rule.apply(given)).isEqualTo(held);
        String before = originals.putIfAbsent(held, given);
        assertThat(before == null || before.equals(given)).as("seed %d, %s", seed, held).isTrue();
        given = held;
      }
    }
  }

  private static String name(Random random) {
    List<String> parts =
        Arrays.asList(
            "a",
            "/",
            "..",
            ".",
            " ",
            "\0",
            "\ud83e",
            "\udd89",
            "\ud83e\udd89",
            "\u6e29",
            "\u00a0",
            "toString",
            "constructor",
            "__proto__",
            "~0123456789ab",
            "\n",
            "-",
            "\ufffd",
            "blank");
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      String part = parts.get(random.nextInt(parts.size()));
      name.append(part.repeat(random.nextInt(20) == 0 ? random.nextInt(3_000) : 1));
    }
    return name.toString();
  }
}
