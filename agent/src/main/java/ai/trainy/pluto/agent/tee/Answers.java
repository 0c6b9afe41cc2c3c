package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.Input;
import java.util.Optional;

/**
 * What methods return whose own code is left out: what the binding says; what is known of the run
 * by the name of the method; else a value of the right type that does no harm.
 */
final class Answers {
  private final ClassValue<Optional<Message>> messages =
      new ClassValue<>() {
        @Override
        protected Optional<Message> computeValue(Class<?> type) {
          return Message.of(type);
        }
      };

  /**
   * @param run the run that the method was called on; null if it is none that we know
   */
  Object to(InertCall call, InertRun run) {
    Class<?> type = call.returned();
    if (type == void.class) {
      return null;
    }
    return bound(call)
        .or(() -> record(call, run))
        .or(() -> known(call, run))
        .or(() -> ofObject(call, run))
        .or(() -> call.argumentToReturn())
        .or(() -> itself(call))
        .or(
            () ->
                messages
                    .get(type)
                    .flatMap(message -> message.with(run == null ? any -> null : run::get)))
        .orElseGet(() -> Harmless.of(type));
  }

  private static Optional<Object> bound(InertCall call) {
    return Conversion.of(call.call().argument(Input.ANSWER), call.returned());
  }

  private static Optional<Object> record(InertCall call, InertRun run) {
    return run == null || call.arguments().length > 0
        ? Optional.empty()
        : run.record(call.returned());
  }

  private static Optional<Object> known(InertCall call, InertRun run) {
    if (run == null || call.arguments().length > 0) {
      return Optional.empty();
    }
    return RunProperty.ofGetter(call.method())
        .flatMap(property -> Conversion.of(run.get(property), call.returned()));
  }

  /** What every object has. */
  private static Optional<Object> ofObject(InertCall call, InertRun run) {
    switch (call.method() + call.arguments().length) {
      case "equals1":
        return Conversion.of(call.receiver() == call.arguments()[0], call.returned());
      case "hashCode0":
        return Conversion.of(System.identityHashCode(call.receiver()), call.returned());
      case "toString0":
        return Conversion.of(
            call.type().getSimpleName() + (run == null ? "" : " " + run.get(RunProperty.ID)),
            call.returned());
      default:
        return Optional.empty();
    }
  }

  /** Fluent methods. */
  private static Optional<Object> itself(InertCall call) {
    return call.returned() != Object.class && call.returned().isInstance(call.receiver())
        ? Optional.of(call.receiver())
        : Optional.empty();
  }
}
