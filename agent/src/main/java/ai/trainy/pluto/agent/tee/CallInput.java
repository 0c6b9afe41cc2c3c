package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Sources;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.route.Wrapped;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One input of a bound method: where it is in each of its calls. */
public final class CallInput {
  private final MethodBinding line;
  private final Input input;
  private final @Nullable Sources sources;
  private final Messages messages;

  public CallInput(MethodBinding line, Input input, Messages messages) {
    this.line = line;
    this.input = input;
    this.sources = line.inputs().get(input);
    this.messages = messages;
  }

  /** Whether the binding says where it is. */
  public boolean isBound() {
    return sources != null;
  }

  /** Whether it is an argument, or in one. */
  boolean isArgument() {
    return sources != null && sources.areArguments();
  }

  /** As the program passed it; null if there is none. */
  public @Nullable Object passed(@Nullable Object receiver, Object[] arguments) {
    return sources == null ? null : sources.asked(receiver, arguments);
  }

  /**
   * What a method is to return.
   *
   * @return null if that is null, or not said
   * @throws InvocationTargetException if it comes of a method of the program, and that throws
   */
  public @Nullable Object answer(@Nullable Object receiver, Object[] arguments)
      throws InvocationTargetException {
    return sources == null ? null : sources.answer(receiver, arguments);
  }

  /** As the program passed it, out of what it may be wrapped in. An unreadable one is reported. */
  @Nullable Object read(@Nullable Object receiver, Object[] arguments) {
    if (sources == null) {
      return null;
    }
    Object value = sources.asked(receiver, arguments);
    if (value == null) {
      sayIfUnreadable(sources, receiver, arguments);
      return null;
    }
    return Wrapped.is(value) ? Wrapped.content(value) : value;
  }

  private void sayIfUnreadable(Sources sources, @Nullable Object receiver, Object[] arguments) {
    Optional<Throwable> failure = sources.failure(receiver, arguments);
    if (failure.isPresent()) {
      messages.sayAbout(
          input + " of " + line, AgentMessage.INPUT_UNREADABLE, input.text(), line, failure.get());
    }
  }

  /**
   * Puts a value there. Only if it {@link #isBound}.
   *
   * @throws NullPointerException if what takes it is null
   * @throws ReflectiveOperationException if nothing takes it; an {@link InvocationTargetException}
   *     if the program's own method throws
   */
  public void put(@Nullable Object receiver, Object[] arguments, Object value)
      throws ReflectiveOperationException {
    Objects.requireNonNull(sources).put(receiver, arguments, value);
  }
}
