package ai.trainy.pluto.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  @Test
  void carriesAFailureOverToAnotherRequest() {
    Outcome<String> outcome = Outcome.tryAgain("busy", Duration.ofSeconds(3));

    Outcome<Void> same = outcome.failure();

    assertThat(same.kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(same.why()).isEqualTo("busy");
    assertThat(same.after()).isEqualTo(Duration.ofSeconds(3));
    assertThat(same).hasToString("TRY_AGAIN: busy");
  }

  @Test
  void aRefusalForItsSizeAloneCanBeTold() {
    Outcome<String> tooLarge = Outcome.tooLarge("413");
    Outcome<Void> same = tooLarge.failure();

    assertThat(same.kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(same.isTooLarge()).isTrue();
    assertThat(same.isTimeout()).isFalse();
    assertThat(Outcome.refused("no").isTooLarge()).isFalse();
  }

  @Test
  void aTimeoutCanBeTold() {
    Outcome<String> timeout = Outcome.timeout("no answer");
    Outcome<Void> same = timeout.failure();

    assertThat(same.kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(same.isTimeout()).isTrue();
    assertThat(same.isTooLarge()).isFalse();
    assertThat(Outcome.tryAgain("busy", Duration.ZERO).isTimeout()).isFalse();
  }

  @Test
  void aSuccessIsNoFailure() {
    assertThatThrownBy(() -> Outcome.accepted("x").failure())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void onlyAnAcceptedRequestThatReturnsSomethingHasAValue() {
    assertThat(Outcome.accepted("x").value()).isEqualTo("x");
    assertThat(Outcome.accepted().isAccepted()).isTrue();
    for (Outcome<?> nothing : List.of(Outcome.accepted(), Outcome.refused("no"))) {
      assertThatThrownBy(nothing::value)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no value: " + nothing);
    }
  }
}
