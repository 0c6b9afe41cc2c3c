package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Unloggable;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Sources;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.messages.Messages;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All inputs of a method that says what a run is to be: of an init, or of a builder. */
public final class RunInputs {
  private final Map<Input, Sources> inputs;
  private final ForeignValues values;
  private final MethodBinding line;
  private final Messages messages;

  public RunInputs(MethodBinding line, ForeignValues values, Messages messages) {
    this.line = line;
    this.messages = messages;
    this.inputs = new EnumMap<>(Input.class);
    this.inputs.putAll(line.inputs());
    // These are no values of a run.
    this.inputs.remove(Input.RUN);
    this.inputs.remove(Input.RECORD);
    this.values = values;
  }

  /** What a call came with, in plain types. Reports inputs that are not where the binding says. */
  public RunRequest asked(@Nullable Object receiver, Object[] arguments) {
    RunRequest asked = read(sources -> sources.asked(receiver, arguments));
    inputs.forEach(
        (input, sources) -> {
          if (!sources.areOfTheResult() && !asked.has(input)) {
            sources
                .failure(receiver, arguments)
                .ifPresent(why -> unreadable(input, why.toString()));
          }
        });
    return asked;
  }

  private void unreadable(Input input, String why) {
    messages.sayAbout(
        input + " of " + line, AgentMessage.INPUT_UNREADABLE, input.text(), line, why);
  }

  private void noMap(Object config) {
    messages.sayAbout(
        line, AgentMessage.CONFIG_IS_NO_MAP, line, Unloggables.of(config, " and no map").reason());
  }

  /** What its result has, in plain types. */
  public RunRequest answered(
      @Nullable Object receiver, Object[] arguments, @Nullable Object returned) {
    return read(sources -> sources.answered(receiver, arguments, returned));
  }

  private RunRequest read(Function<Sources, Object> from) {
    Map<Input, Object> given = new EnumMap<>(Input.class);
    inputs.forEach(
        (input, sources) -> {
          Object value = from.apply(sources);
          if (value != null) {
            Object plain = input == Input.CLEAR_TAGS ? value : values.plain(value);
            if (input == Input.CONFIG && !(plain instanceof Map)) {
              noMap(value);
            }
            if (!(plain instanceof Unloggable)) {
              given.put(input, plain);
            }
          }
        });
    return new RunRequest().with(given);
  }
}
