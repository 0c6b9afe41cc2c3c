package ai.trainy.pluto.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusedBindingsHookTest {
  private final AtomicLong now = new AtomicLong(-7_000_000_000L);
  private final AtomicInteger explained = new AtomicInteger();

  @ParameterizedTest
  @CsvSource({"10000000000, 0", "10000000001, 1", "86400000000000, 1"})
  void explainsUnusedBindingsOfAJvmThatLivedForMoreThanTenSeconds(long lived, int times)
      throws ReflectiveOperationException {
    UnusedBindingsHook hook = hook(new ClientWatch(null, null));
    now.addAndGet(lived);

    hook.run();

    assertThat(explained).hasValue(times);
  }

  @Test
  void hasNothingToExplainOnceAClientHasCome() throws Exception {
    ClientWatch watch = new ClientWatch(null, null);
    UnusedBindingsHook hook = hook(watch);
    watch.transform(null, "com/wandb/client/WandbRun", null, null, new byte[0]);
    now.addAndGet(60_000_000_000L);

    hook.run();

    assertThat(explained).hasValue(0);
  }

  @Test
  void isNoThreadOfTheProgramsGroup() throws ReflectiveOperationException {
    Thread thread = UnusedBindingsHook.thread(hook(new ClientWatch(null, null)));

    assertThat(thread.getThreadGroup().getParent()).isNull();
    assertThat(thread.getContextClassLoader()).isNull();
  }

  @Test
  void aFailureOfItsOwnLeavesNoTrace() throws ReflectiveOperationException {
    // Loading fails here: these classes do not come from the agent's jar.
    UnusedBindingsHook hook = new UnusedBindingsHook(new ClientWatch(null, null), now::get);
    now.addAndGet(60_000_000_000L);

    assertThatCode(hook::run).doesNotThrowAnyException();
  }

  private UnusedBindingsHook hook(ClientWatch watch) {
    LongSupplier clock = now::get;
    return new UnusedBindingsHook(watch, clock) {
      @Override
      void explain() {
        explained.incrementAndGet();
      }
    };
  }
}
