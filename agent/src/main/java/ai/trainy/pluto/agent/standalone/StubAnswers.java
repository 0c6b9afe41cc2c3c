package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.tee.CallInput;
import ai.trainy.pluto.messages.Messages;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a method returns whose own code is left out: what the binding says; what is known of the run
 * by the name of the method; else a value of the right type that does no harm.
 */
final class StubAnswers {
  private final ClassValue<Optional<Message>> messages =
      new ClassValue<>() {
        @Override
        protected Optional<Message> computeValue(Class<?> type) {
          return Message.of(type);
        }
      };

  private final String method;
  private final ReturnType returned;
  private final CallInput bound;
  private final List<String> runClasses;

  StubAnswers(BoundMethod method, Messages messages) {
    this.method = method.method();
    this.returned = new ReturnType(method);
    this.bound = new CallInput(method.line(), Input.ANSWER, messages);
    this.runClasses = method.runClasses();
  }

  /**
   * @param owner the class that has the method
   * @param run the run that the method was called on; null if it is none that we know
   * @throws InvocationTargetException if the answer is that of a method of the program, which
   *     throws
   */
  @Nullable Object to(
      @Nullable Object receiver, Object[] arguments, Class<?> owner, @Nullable StandaloneRun run)
      throws InvocationTargetException {
    Class<?> type = returned.in(owner);
    Object told = bound.answer(receiver, arguments);
    if (type == void.class || (bound.isBound() && told == null && !type.isPrimitive())) {
      return null;
    }
    return TypeConversion.of(told, type)
        .or(() -> arguments.length > 0 ? Optional.empty() : known(type, run))
        .or(
            () ->
                ofObject(receiver, arguments, owner, run)
                    .flatMap(of -> TypeConversion.of(of, type)))
        .or(() -> argumentToReturn(arguments, type))
        .or(() -> itself(receiver, type, owner))
        .or(() -> message(type, run))
        .orElseGet(() -> DefaultValues.of(type));
  }

  private Optional<Object> known(Class<?> type, @Nullable StandaloneRun run) {
    if (run == null) {
      return Optional.empty();
    }
    if (type == boolean.class || type == Boolean.class) {
      return RunState.ofGetter(method).map(state -> state.is(run));
    }
    return run.record(type)
        .or(
            () ->
                RunProperty.ofGetter(method)
                    .flatMap(property -> TypeConversion.of(run.get(property), type)));
  }

  /** What every object has. */
  private Optional<Object> ofObject(
      @Nullable Object receiver, Object[] arguments, Class<?> owner, @Nullable StandaloneRun run) {
    switch (method + arguments.length) {
      case "equals1":
        return Optional.of(receiver == arguments[0]);
      case "hashCode0":
        return Optional.of(System.identityHashCode(receiver));
      case "toString0":
        return Optional.of(
            owner.getSimpleName() + (run == null ? "" : " " + run.get(RunProperty.ID)));
      default:
        return Optional.empty();
    }
  }

  /** An argument that the method may return as it is, as {@code logArtifact(artifact)} does. */
  private static Optional<Object> argumentToReturn(Object[] arguments, Class<?> type) {
    if (type.getName().startsWith("java.") || type.isPrimitive()) {
      return Optional.empty();
    }
    for (Object argument : arguments) {
      if (type.isInstance(argument)) {
        return Optional.of(argument);
      }
    }
    return Optional.empty();
  }

  /**
   * Fluent methods: what they return is the run's own class, and not another that the run happens
   * to be of.
   */
  private Optional<Object> itself(@Nullable Object receiver, Class<?> type, Class<?> owner) {
    return type.isInstance(receiver) && (type == owner || runClasses.contains(type.getName()))
        ? Optional.of(receiver)
        : Optional.empty();
  }

  private Optional<Object> message(Class<?> type, @Nullable StandaloneRun run) {
    return messages
        .get(type)
        .flatMap(message -> message.with(run == null ? any -> null : run::get));
  }
}
