package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.binding.Sources;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.method.MethodDescription;

/** The client does its own work, and its bound methods tell of it. */
final class MirrorMode implements InstrumentationMode {
  /** Needs only to be seen as it comes; of everything else, how it went matters as well. */
  private static final Set<Role> ENTERED_ONLY = EnumSet.of(Role.EXIT, Role.UNCAUGHT);

  @Override
  public List<MethodBinding> lines(ClassBinding bound) {
    return bound.methods();
  }

  @Override
  public List<WovenMethod> methods(ClientClass type) {
    boolean logsCanNest = logMethods(type) > 1;
    List<WovenMethod> woven = new ArrayList<>();
    for (MethodDescription method : Methods.callable(type.type())) {
      for (MethodBinding binding : type.bound().methods()) {
        if (Methods.is(method, binding)) {
          if (binding.role() == Role.PRINT) {
            woven.add(
                printing(
                    method, BoundMethod.beside(Methods.fullName(type, method), binding, false)));
            continue;
          }
          boolean canNest =
              binding.role() == Role.LOG ? logsCanNest : !ENTERED_ONLY.contains(binding.role());
          boolean entered = !canNest && !isCountedByUs(method, binding);
          woven.add(
              new WovenMethod(
                  method,
                  BoundMethod.beside(Methods.fullName(type, method), binding, canNest),
                  entered ? EnterAdvice.class : CallAdvice.class));
        }
      }
    }
    return woven;
  }

  /** Whether a row may come without a step: then one that the client rejects is not counted. */
  private static boolean isCountedByUs(MethodDescription method, MethodBinding binding) {
    if (binding.role() != Role.LOG) {
      return false;
    }
    Sources step = binding.inputs().get(Input.STEP);
    int argument = step == null ? -1 : step.onlyArgument();
    return argument < 0 || !method.getParameters().get(argument).getType().isPrimitive();
  }

  /** Only printed output is reported: files are written as usual. */
  private static WovenMethod printing(MethodDescription method, BoundMethod bound) {
    boolean part = method.getParameters().size() > 1;
    return new WovenMethod(method, bound, part ? PrintAdvice.class : PrintAllAdvice.class);
  }

  /** How many methods of the client log: of several, one may call the other. */
  private static long logMethods(ClientClass type) {
    long methods = 0;
    for (ClassBinding bound : type.client().classes()) {
      for (MethodDescription method : Methods.callable(type.describe(bound))) {
        methods +=
            bound.methods().stream()
                .filter(binding -> binding.role() == Role.LOG && Methods.is(method, binding))
                .count();
      }
    }
    return methods;
  }

  @Override
  public String otherwise() {
    return "not logging to Pluto; wandb is untouched";
  }
}
