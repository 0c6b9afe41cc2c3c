package ai.trainy.pluto.agent.standalone;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a call does with a run whose client is left out. */
interface StandaloneAction {
  /**
   * A call is made.
   *
   * @param type the class that has the method
   * @return what the method throws, as the client's own does; null if it returns
   */
  @Nullable Throwable carryOver(
      StandaloneRun run, @Nullable Object receiver, Object[] arguments, Class<?> type);

  /** One that throws nothing and needs the run alone. */
  static StandaloneAction of(Consumer<StandaloneRun> does) {
    return (run, receiver, arguments, type) -> {
      does.accept(run);
      return null;
    };
  }
}
