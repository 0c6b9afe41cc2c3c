package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.method.MethodDescription;

/** The client does its own work, and its bound methods tell of it. */
final class BesideWandb implements Manner {
  /**
   * What needs only to be seen as it comes, and comes often; of everything else, how it went
   * matters as well.
   */
  private static final Set<Role> ENTERED_ONLY = EnumSet.of(Role.LOG, Role.EXIT, Role.UNCAUGHT);

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
          boolean entered = ENTERED_ONLY.contains(binding.role()) && !logsCanNest;
          woven.add(
              new WovenMethod(
                  method,
                  BoundMethod.beside(Methods.fullName(type, method), binding, !entered),
                  entered ? EnterAdvice.class : CallAdvice.class));
        }
      }
    }
    return woven;
  }

  /** Only of what is printed somebody is told: files are written as ever. */
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
