package ai.trainy.pluto.agent.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.agent.hook.TestHook;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.testing.Told;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownSequenceTest {
  private final List<String> order = new ArrayList<>();
  private final Told told = new Told();
  private final ProgramEnd end = new ProgramEnd();
  private final Runnable[] entries = {
    () -> order.add("console"), () -> order.add("hooks, watched " + end.isHooksEndTold()), null
  };
  private final ShutdownSequence sequence = new ShutdownSequence(entries, told.messages());

  @Test
  void reportsBeforeTheFirstHookAndAfterTheLast() {
    end.afterHooks(() -> order.add("done"));
    sequence.reportTo(end);
    assertThat(end.isHooksEndTold()).isFalse();

    run();

    assertThat(order).containsExactly("console", "hooks, watched true", "done");
  }

  @Test
  void whatFailsInTheProgramsHooksIsReportedAndFailsAsBefore() {
    end.afterHooks(() -> order.add("done"));
    IllegalStateException failure = new IllegalStateException();
    entries[ShutdownSequence.PROGRAMS_HOOKS] =
        () -> {
          throw failure;
        };
    sequence.reportTo(end);

    assertThatThrownBy(this::run).isSameAs(failure);
    assertThat(order).containsExactly("console", "done");
  }

  @Test
  void whatFailsOnOurSideStaysThere() {
    end.afterHooks(
        () -> {
          throw new IllegalStateException();
        });
    sequence.reportTo(end);

    run();

    assertThat(order).containsExactly("console", "hooks, watched true");
    assertThat(told.text()).isEmpty();
  }

  @Test
  void aJdkWithoutSuchAnEntryIsLeftAlone() {
    entries[ShutdownSequence.PROGRAMS_HOOKS] = null;

    assertThatThrownBy(() -> sequence.reportTo(end)).isInstanceOf(IllegalStateException.class);
    assertThat(entries[ShutdownSequence.PROGRAMS_HOOKS]).isNull();
  }

  @Test
  void theEntryOfThisJvmStartsTheProgramsHooks() throws ReflectiveOperationException {
    // Opens java.lang, as it does in a program.
    TestHook.get();

    assertThat(ShutdownSequence.ofThisJvm()[ShutdownSequence.PROGRAMS_HOOKS].getClass().getName())
        .startsWith("java.lang.ApplicationShutdownHooks");
  }

  private void run() {
    for (Runnable entry : entries) {
      if (entry != null) {
        entry.run();
      }
    }
  }
}
