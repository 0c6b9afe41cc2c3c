package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.testing.SimulatedMachine;
import ai.trainy.pluto.threads.Lane;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SideUploadTest {
  private final SimulatedMachine machine = new SimulatedMachine(new Random(1), 0);
  private final Lane lane = new Lane("side", 1, machine);
  private boolean hasCarrier = true;
  private int carriers;
  private int turns;
  private boolean ended;

  private final SideUpload side =
      new SideUpload(
          this::carrier, new WakeUp(machine), e -> machine.fail("" + e), () -> ended = true);

  private SideUpload.Carrier carrier() {
    if (!hasCarrier) {
      return null;
    }
    carriers++;
    return () -> {
      turns++;
      machine.sleep(Duration.ofSeconds(10));
      return Outcome.accepted(null);
    };
  }

  @Test
  void nothingIsLetGoOfInATurn() {
    play(
        () -> {
          side.wake();
          machine.sleep(Duration.ofSeconds(1));
          assertThat(side.letGo()).isFalse();
          machine.sleep(Duration.ofSeconds(20));
          assertThat(side.letGo()).isTrue();
        });
  }

  @Test
  void aTurnThatBeginsWhileTheRunIsLetGoOfCarriesNothing() {
    play(
        () -> {
          side.wake();
          // Its thread has not begun.
          hasCarrier = false;
          assertThat(side.letGo()).isTrue();
          machine.sleep(Duration.ofSeconds(1));
          assertThat(turns).isZero();
          hasCarrier = true;
          side.runIsKnown();
          machine.sleep(Duration.ofSeconds(1));
          assertThat(turns).isEqualTo(1);
        });
  }

  @Test
  void whatWasLetGoOfEndsWithAnotherCarrierAndNotBefore() {
    play(
        () -> {
          side.wake();
          machine.sleep(Duration.ofSeconds(20));
          side.end();
          hasCarrier = false;
          assertThat(side.letGo()).isTrue();
          machine.sleep(Duration.ofSeconds(20));
          assertThat(ended).isFalse();
          hasCarrier = true;
          side.runIsKnown();
          machine.sleep(Duration.ofSeconds(20));
          assertThat(ended).isFalse();
          side.end();
          machine.sleep(Duration.ofSeconds(20));
          assertThat(ended).isTrue();
          assertThat(carriers).isEqualTo(2);
        });
  }

  private void play(Runnable test) {
    side.in(lane);
    assertThat(machine.run(test::run, () -> {})).isTrue();
  }
}
