package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.binding.Source;
import java.util.EnumMap;
import java.util.Map;

/** One call of a bound method: who was called, with what. */
final class Call {
  private final MethodBinding binding;
  private final Object receiver;
  private final Object[] arguments;

  Call(MethodBinding binding, Object receiver, Object[] arguments) {
    this.binding = binding;
    this.receiver = receiver;
    this.arguments = arguments;
  }

  Role role() {
    return binding.role();
  }

  Object receiver() {
    return receiver;
  }

  /** One input, as the program passed it. */
  Object argument(Input input) throws ReflectiveOperationException {
    Source source = binding.inputs().get(input);
    return source == null ? null : source.read(receiver, arguments, null);
  }

  /**
   * Every input in plain types. One that cannot be read (an older client without that getter, say)
   * is as good as not given.
   *
   * @param returned what the call returned; null while it has not
   */
  Map<Input, Object> read(ForeignValues values, Object returned) {
    Map<Input, Object> inputs = new EnumMap<>(Input.class);
    binding
        .inputs()
        .forEach(
            (input, source) -> {
              try {
                inputs.put(input, values.plain(source.read(receiver, arguments, returned)));
              } catch (ReflectiveOperationException notThere) {
                inputs.remove(input);
              }
            });
    return inputs;
  }
}
