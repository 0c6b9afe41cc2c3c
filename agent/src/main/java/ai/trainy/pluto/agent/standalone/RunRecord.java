package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.PublicMethods;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the client would have sent to open a run, and would have got back with what wandb added: a
 * message that its builder holds. For several threads.
 */
final class RunRecord {
  private final Object sent;
  private @Nullable Object answered;

  private RunRecord(Object sent) {
    this.sent = sent;
  }

  /**
   * Returns the record as it is now; empty if there is none.
   *
   * @param held a message, or the builder of one; may be null
   */
  static Optional<RunRecord> of(@Nullable Object held) {
    if (held == null) {
      return Optional.empty();
    }
    Optional<Method> build = PublicMethods.find(held.getClass(), "build");
    try {
      Object sent = build.isPresent() ? build.get().invoke(held) : held;
      return Optional.ofNullable(sent).map(RunRecord::new);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Something that it requires is missing, say.
      return Optional.empty();
    }
  }

  /**
   * Returns the record, completed with what is known of the run: the same object every time, as the
   * client answers.
   *
   * @param type of what is asked for; empty if the record is something else
   */
  synchronized Optional<Object> as(Class<?> type, Function<RunProperty, Object> known) {
    if (type.getName().startsWith("java.") || !type.isInstance(sent)) {
      return Optional.empty();
    }
    if (answered == null) {
      answered =
          Message.of(sent.getClass())
              .flatMap(message -> message.completed(sent, known))
              .orElse(sent);
    }
    return Optional.of(answered);
  }
}
