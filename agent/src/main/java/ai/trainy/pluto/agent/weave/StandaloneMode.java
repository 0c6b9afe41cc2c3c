package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.binding.UnclearMethod;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;

/**
 * The client's own code is left out. Builders collect as usual and everything else that is bound is
 * replaced; what becomes of the other methods of a run that was never made, {@link StandalonePlan}
 * tells. A client of which that cannot be told is not left out.
 */
final class StandaloneMode implements InstrumentationMode {
  private static final MethodBinding SKIPPED = MethodBinding.unbound(Role.SKIP);
  private static final MethodBinding CURRENT = MethodBinding.unbound(Role.CURRENT);

  private final Messages messages;
  private final Consumer<String> unfit;

  /** One for each answer: handlers are told apart by their lines. */
  private final Map<String, MethodBinding> answers = new ConcurrentHashMap<>();

  /**
   * @param unfit told of clients that are not, or not certainly, logged to Pluto alone, and why
   */
  StandaloneMode(Messages messages, Consumer<String> unfit) {
    this.messages = messages;
    this.unfit = unfit;
  }

  @Override
  public InstrumentationMode of(ClientBinding client, String prefix, ClientClasses classes) {
    List<UnclearMethod> unclear = StandalonePlan.unclear(client, prefix, classes);
    if (unclear.isEmpty()) {
      return this;
    }
    boolean left = unclear.stream().noneMatch(UnclearMethod::isObstacle);
    List<UnclearMethod> unclearMethods =
        unclear.stream().filter(method -> left || method.isObstacle()).collect(Collectors.toList());
    String what =
        unclearMethods.stream().map(UnclearMethod::toString).collect(Collectors.joining("; "));
    String remedy =
        "Add to the binding: "
            + unclearMethods.stream()
                .map(UnclearMethod::line)
                .distinct()
                .collect(Collectors.joining("; "))
            + ". With 'keep' instead the method's own code runs; 'keep' at the init runs the"
            + " client's own constructor, too.";
    messages.say(
        left ? AgentMessage.METHODS_UNCLEAR : AgentMessage.CLIENT_NEEDED,
        client.name(),
        what,
        remedy);
    unfit.accept((left ? "it is not clear what some methods do: " : "wandb is needed: ") + what);
    return left ? this : new MirrorMode();
  }

  @Override
  public void unfit(String why) {
    unfit.accept(why);
  }

  @Override
  public List<MethodBinding> lines(ClassBinding bound) {
    return bound.standaloneMethods();
  }

  @Override
  public List<WovenMethod> methods(ClientClass type) {
    StandaloneRuns runs = StandaloneRuns.of(type.client(), type.prefix(), type.classes());
    List<WovenMethod> woven = new ArrayList<>();
    for (MethodDescription method : Methods.callable(type.type())) {
      Optional<MethodBinding> line = Methods.line(lines(type.bound()), method);
      if (line.isPresent()) {
        bound(type, method, line.get(), runs).ifPresent(woven::add);
      } else if (method.isStatic() && isCurrentRun(method, runs)) {
        woven.add(answered(type, method, CURRENT, List.of(), CurrentRunAdvice.class));
      }
    }
    if (runs.contains(type.type())) {
      for (StandalonePlan.Planned planned :
          new StandalonePlan(type, lines(type.bound()), runs).methods()) {
        unbound(type, planned, runs).ifPresent(woven::add);
      }
    }
    return woven;
  }

  private static Optional<WovenMethod> bound(
      ClientClass type, MethodDescription method, MethodBinding line, StandaloneRuns runs) {
    String name = Methods.fullName(type, method);
    switch (line.role()) {
      case KEEP:
        return Optional.empty();
      case BUILDER:
        return Optional.of(
            new WovenMethod(method, BoundMethod.beside(name, line, true), CallAdvice.class));
      case CURRENT:
        return Optional.of(answered(type, method, line, List.of(), CurrentRunAdvice.class));
      default:
        return Optional.of(
            line.isKept()
                ? new WovenMethod(method, BoundMethod.kept(name, line), CallAdvice.class)
                : answered(type, method, line, runs.names(), StandaloneAdvice.class));
    }
  }

  private Optional<WovenMethod> unbound(
      ClientClass type, StandalonePlan.Planned planned, StandaloneRuns runs) {
    MethodBinding line =
        planned.answer == null
            ? SKIPPED
            : answers.computeIfAbsent(planned.answer, MethodBinding::unbound);
    switch (planned.treatment) {
      case ANSWERED:
        return Optional.of(
            answered(type, planned.method, line, runs.names(), StandaloneAdvice.class));
      case UNCLEAR:
        return Optional.of(
            new WovenMethod(
                planned.method,
                BoundMethod.unclear(Methods.fullName(type, planned.method), line, runs.names()),
                StandaloneAdvice.class));
      default:
        return Optional.empty();
    }
  }

  private static WovenMethod answered(
      ClientClass type,
      MethodDescription method,
      MethodBinding line,
      List<String> runClasses,
      Class<?> advice) {
    return new WovenMethod(
        method, BoundMethod.answered(Methods.fullName(type, method), line, runClasses), advice);
  }

  private static boolean isCurrentRun(MethodDescription method, StandaloneRuns runs) {
    return !runs.areKept()
        && method.getParameters().isEmpty()
        && runs.mayBe(method.getReturnType().asErasure());
  }

  @Override
  public String otherwise() {
    return "wandb is not switched off for it, and nothing of it is logged to Pluto";
  }
}
