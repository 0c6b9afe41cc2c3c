package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Unloggable;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Sources;
import ai.trainy.pluto.agent.values.ForeignValues;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** All inputs of a method that says what a run is to be: of an init, or of a builder. */
public final class RunInputs {
  private final Map<Input, Sources> inputs;
  private final ForeignValues values;

  public RunInputs(MethodBinding line, ForeignValues values) {
    this.inputs = new EnumMap<>(Input.class);
    this.inputs.putAll(line.inputs());
    // These are no values of a run.
    this.inputs.remove(Input.RUN);
    this.inputs.remove(Input.RECORD);
    this.values = values;
  }

  /** What a call came with, in plain types. */
  public RunRequest asked(Object receiver, Object[] arguments) {
    return read(sources -> sources.asked(receiver, arguments));
  }

  /** What its result has, in plain types. */
  public RunRequest answered(Object receiver, Object[] arguments, Object returned) {
    return read(sources -> sources.answered(receiver, arguments, returned));
  }

  private RunRequest read(Function<Sources, Object> from) {
    Map<Input, Object> given = new EnumMap<>(Input.class);
    inputs.forEach(
        (input, sources) -> {
          Object value = from.apply(sources);
          if (value != null) {
            Object plain = input == Input.CLEAR_TAGS ? value : values.plain(value);
            if (!(plain instanceof Unloggable)) {
              given.put(input, plain);
            }
          }
        });
    return new RunRequest().with(given);
  }
}
