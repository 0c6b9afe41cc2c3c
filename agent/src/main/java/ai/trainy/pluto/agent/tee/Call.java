package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Unloggable;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.binding.Site;
import ai.trainy.pluto.agent.binding.Sources;
import ai.trainy.pluto.agent.values.ForeignValues;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One call of a bound method: who was called, with what. */
final class Call {
  /** Arguments and receivers that are not values to log. */
  private static final Set<Input> KEPT_AS_THEY_ARE = EnumSet.of(Input.RUN, Input.RECORD);

  private final Site site;
  private final Object receiver;
  private final Object[] arguments;

  Call(Site site, Object receiver, Object[] arguments) {
    this.site = site;
    this.receiver = receiver;
    this.arguments = arguments;
  }

  Role role() {
    return site.binding().role();
  }

  boolean isEndSeen() {
    return site.isEndSeen();
  }

  Object receiver() {
    return receiver;
  }

  /** What tells its run from others. */
  Object run() {
    Sources sources = site.binding().inputs().get(Input.RUN);
    return sources == null ? receiver : sources.asked(receiver, arguments);
  }

  /** The same of an init, whose result is the run unless the binding says otherwise. */
  Object runOfInit(Object returned) {
    Sources sources = site.binding().inputs().get(Input.RUN);
    if (sources == null) {
      return returned;
    }
    Object answered = sources.answered(receiver, arguments, returned);
    return answered == null ? sources.asked(receiver, arguments) : answered;
  }

  /** Whether the run is what the init returns, and so the same if it returns the same. */
  boolean returnsRun() {
    return site.binding().returnsRun();
  }

  /** Whether the binding says where an input is. */
  boolean has(Input input) {
    return site.binding().inputs().containsKey(input);
  }

  /** Whether an input is an argument, or in one. */
  boolean isArgument(Input input) {
    Sources sources = site.binding().inputs().get(input);
    return sources != null && sources.areArguments();
  }

  /** Why an input is not there, if that is because it cannot be read. */
  Optional<Throwable> failure(Input input) {
    Sources sources = site.binding().inputs().get(input);
    return sources == null ? Optional.empty() : sources.failure(receiver, arguments);
  }

  /** The method, for messages. */
  String method() {
    return site.binding().toString();
  }

  /** One input, as the program passed it; null if there is none. */
  Object argument(Input input) {
    Sources sources = site.binding().inputs().get(input);
    return sources == null ? null : sources.asked(receiver, arguments);
  }

  /**
   * Puts a value where the binding says that an input is.
   *
   * @throws NullPointerException if what takes it is null
   * @throws ReflectiveOperationException if nothing takes it; an {@link
   *     java.lang.reflect.InvocationTargetException} if the program's own method throws
   */
  void put(Input input, Object value) throws ReflectiveOperationException {
    site.binding().inputs().get(input).put(receiver, arguments, value);
  }

  /** Every input that the call came with, in plain types. */
  Map<Input, Object> asked(ForeignValues values) {
    return read(values, sources -> sources.asked(receiver, arguments));
  }

  /** Every input that its result has, in plain types. */
  Map<Input, Object> answered(ForeignValues values, Object returned) {
    return read(values, sources -> sources.answered(receiver, arguments, returned));
  }

  private Map<Input, Object> read(ForeignValues values, Function<Sources, Object> from) {
    Map<Input, Object> inputs = new EnumMap<>(Input.class);
    site.binding()
        .inputs()
        .forEach(
            (input, sources) -> {
              Object value = KEPT_AS_THEY_ARE.contains(input) ? null : from.apply(sources);
              if (value != null) {
                Object plain = input == Input.CLEAR_TAGS ? value : values.plain(value);
                if (!(plain instanceof Unloggable)) {
                  inputs.put(input, plain);
                }
              }
            });
    return inputs;
  }
}
