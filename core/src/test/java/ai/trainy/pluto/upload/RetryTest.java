package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.testing.Told;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Outcome<String> YES = Outcome.accepted("yes");

  private final SkippedTime time = new SkippedTime();
  private final Told told = new Told();
  private final Retry retry =
      new Retry(
          time,
          Patience.endless(Duration.ofSeconds(10)),
          told.messages(),
          "It is kept.",
          time::nanos);

  @Test
  void returnsAYesAtOnce() throws InterruptedException {
    assertThat(until(YES)).isSameAs(YES);
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void returnsARefusalAtOnce() throws InterruptedException {
    Outcome<String> refusal = Outcome.refused("never");

    assertThat(until(refusal)).isSameAs(refusal);
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void triesForAsLongAsItTakes() throws InterruptedException {
    Deque<Outcome<String>> outcomes = new ArrayDeque<>();
    for (int i = 0; i < 10_000; i++) {
      outcomes.add(away());
    }
    outcomes.add(YES);

    assertThat(retry.until(outcomes::remove)).isSameAs(YES);
    assertThat(time.pauses()).hasSize(10_000);
  }

  @Test
  void pausesAtLeastAsLongAsTheServerAsked() throws InterruptedException {
    until(Outcome.tryAgain("429", Duration.ofSeconds(60)), YES);

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(60));
  }

  @Test
  void growsItsPausesWithinOneRequestAndStartsAnewWithTheNext() throws InterruptedException {
    until(away(), away(), away(), away(), away(), away(), YES);
    until(away(), YES);

    List<Duration> pauses = time.pauses();
    assertThat(pauses).hasSize(7);
    assertThat(pauses.get(5)).isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    assertThat(pauses.get(6)).isLessThanOrEqualTo(Duration.ofMillis(500));
  }

  @Test
  void believesTheThirdTimeThatTheKeyIsNotAccepted() throws InterruptedException {
    Outcome<String> third = Outcome.notSignedIn("Key not found");

    assertThat(until(noKey(), noKey(), third)).isSameAs(third);
    assertThat(time.pauses()).hasSize(2);
  }

  @Test
  void aKeyThatWasAcceptedForAnotherRunIsTriedOn() throws InterruptedException {
    Retry retry =
        new Retry(time, Patience.endless(Duration.ofSeconds(10)), told.messages(), "", time::nanos);
    retry.outage().key("the key", "", () -> true);
    Iterator<Outcome<String>> answers = List.of(noKey(), noKey(), noKey(), noKey(), YES).iterator();

    assertThat(retry.until(answers::next)).isSameAs(YES);
  }

  @Test
  void takesAYesAfterTwoAnswersThatTheKeyIsNotAccepted() throws InterruptedException {
    assertThat(until(noKey(), noKey(), YES)).isSameAs(YES);
  }

  @Test
  void countsAnswersAboutTheKeyInARowOnly() throws InterruptedException {
    assertThat(until(noKey(), noKey(), away(), noKey(), noKey(), YES)).isSameAs(YES);
  }

  @Test
  void keepsQuietAboutAShortOutage() throws InterruptedException {
    until(away(), away(), away(), YES);

    assertThat(told.lines()).isEmpty();
  }

  @Test
  void saysALongOutageOnce() throws InterruptedException {
    until(away(), away(), away(), away(), away(), away(), away(), away(), away(), YES);
    until(away(), away(), away(), away(), away(), away(), away(), away(), away(), YES);

    assertThat(told.lines())
        .containsExactly("pluto: Cannot reach Pluto (connection refused). It is kept.");
  }

  @Test
  void saysEachCauseOnceAndNoMoreThanTenOfThem() throws InterruptedException {
    for (int i = 0; i < 15; i++) {
      Outcome<String> cause = Outcome.tryAgain("cause " + i, Duration.ofSeconds(11));
      until(cause, cause, cause, YES);
    }

    assertThat(told.lines()).hasSize(10).doesNotHaveDuplicates();
    assertThat(told.lines().get(1)).isEqualTo("pluto: Cannot reach Pluto (cause 1). It is kept.");
  }

  @Test
  void aKeyThatWasAcceptedOnceIsTriedEveryFewMinutesAndThatIsSaidOnce() throws Exception {
    until(YES);
    Deque<Outcome<String>> answers = new ArrayDeque<>();
    for (int i = 0; i < 100; i++) {
      answers.add(noKey());
    }
    answers.add(YES);

    assertThat(retry.until(answers::remove)).isSameAs(YES);

    assertThat(time.pauses().get(50)).isEqualTo(Duration.ofMinutes(3));
    assertThat(told.lines())
        .containsExactly(
            "pluto: Pluto rejected the API key (Key not found), which it accepted before. The"
                + " upload is retried every few minutes. It is kept.");
  }

  @Test
  void anOutageIsSaidAfterARejectedKeyAndTheOtherWayRound() throws Exception {
    until(YES);
    until(noKey(), noKey(), noKey(), away(), YES);

    assertThat(told.count("Pluto rejected")).isEqualTo(1);
    assertThat(told.count("Cannot reach Pluto (connection refused)")).isEqualTo(1);
  }

  @Test
  void anExceptionIsTriedAgain() throws Exception {
    int[] attempts = {0};

    Outcome<String> outcome =
        retry.until(
            () -> {
              if (++attempts[0] < 5) {
                throw new IllegalArgumentException("Content-Length: -5");
              }
              return YES;
            });

    assertThat(outcome).isSameAs(YES);
    assertThat(time.pauses()).hasSize(4);
  }

  @Test
  void countsAnOutageAcrossRequestsThatAreNotAnswered() throws InterruptedException {
    until(away(), noKey(), noKey(), noKey());
    until(Outcome.tryAgain("connection refused", Duration.ofSeconds(11)), away(), YES);

    assertThat(told.lines()).hasSize(1);
  }

  @Test
  void aRefusalIsAnAnswerAndEndsAnOutage() throws InterruptedException {
    until(away(), Outcome.refused("never"));
    time.sleep(Duration.ofHours(1));
    until(away(), YES);

    assertThat(told.lines()).isEmpty();
  }

  @Test
  void givesUpAtItsLimitWhateverPauseTheServerAsksFor() throws InterruptedException {
    Retry limited =
        new Retry(
            time,
            Patience.limited(Duration.ofSeconds(10), Duration.ofSeconds(30)),
            told.messages(),
            "It is kept.",
            time::nanos);
    Outcome<String> busy = Outcome.tryAgain("429", Duration.ofSeconds(20));

    assertThat(limited.until(() -> busy)).isSameAs(busy);
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(10));
  }

  @SafeVarargs
  private Outcome<String> until(Outcome<String>... outcomes) throws InterruptedException {
    Deque<Outcome<String>> script = new ArrayDeque<>();
    for (Outcome<String> outcome : outcomes) {
      script.add(outcome);
    }
    Outcome<String> last = retry.until(script::remove);
    assertThat(script).as("answers not asked for").isEmpty();
    return last;
  }

  private static Outcome<String> away() {
    return Outcome.tryAgain("connection refused", Duration.ZERO);
  }

  private static Outcome<String> noKey() {
    return Outcome.notSignedIn("Key not found");
  }
}
