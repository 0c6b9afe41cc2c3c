package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.notice.Notices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/**
 * The client's own code is left out. Builders collect as ever, everything else that is bound is
 * inert, and so is every other public method of a run that was never made; but those that do their
 * work by bound ones alone are left to do so.
 */
final class WithoutWandb implements Manner {
  private static final MethodBinding SKIPPED = MethodBinding.unbound(Role.SKIP);
  private static final MethodBinding CURRENT = MethodBinding.unbound(Role.CURRENT);

  private final Notices notices;

  WithoutWandb(Notices notices) {
    this.notices = notices;
  }

  @Override
  public List<MethodBinding> lines(ClassBinding bound) {
    return bound.inertMethods();
  }

  @Override
  public List<WovenMethod> methods(ClientClass type) {
    List<TypeDescription> runs = runClasses(type);
    List<WovenMethod> woven = new ArrayList<>();
    List<MethodDescription> others = new ArrayList<>();
    for (MethodDescription method : Methods.callable(type.type())) {
      Optional<MethodBinding> line = line(type.bound(), method);
      if (line.isPresent()) {
        woven.add(bound(type, method, line.get(), runs));
      } else if (method.isStatic()) {
        if (isCurrentRun(method, runs)) {
          woven.add(answered(type, method, CURRENT, CurrentRunAdvice.class));
        }
      } else if (method.isPublic() && runs.contains(type.type())) {
        others.add(method);
      }
    }
    if (!others.isEmpty()) {
      woven.addAll(inert(type, others));
    }
    return woven;
  }

  private Optional<MethodBinding> line(ClassBinding bound, MethodDescription method) {
    return lines(bound).stream().filter(line -> Methods.is(method, line)).findFirst();
  }

  private static WovenMethod bound(
      ClientClass type, MethodDescription method, MethodBinding line, List<TypeDescription> runs) {
    String name = Methods.fullName(type, method);
    switch (line.role()) {
      case BUILDER:
        return new WovenMethod(method, BoundMethod.beside(name, line, true), CallAdvice.class);
      case CURRENT:
        return answered(type, method, line, CurrentRunAdvice.class);
      default:
        List<String> names = new ArrayList<>();
        runs.forEach(run -> names.add(run.getName()));
        return new WovenMethod(method, BoundMethod.answered(name, line, names), InertAdvice.class);
    }
  }

  private static WovenMethod answered(
      ClientClass type, MethodDescription method, MethodBinding line, Class<?> advice) {
    return new WovenMethod(
        method, BoundMethod.answered(Methods.fullName(type, method), line, List.of()), advice);
  }

  private List<WovenMethod> inert(ClientClass type, List<MethodDescription> others) {
    OwnCalls calls =
        OwnCalls.of(
            type.classFile(), method -> line(type.bound(), method).isPresent(), type.type());
    List<WovenMethod> woven = new ArrayList<>();
    for (MethodDescription method : others) {
      if (calls.needsNoState(method)) {
        continue;
      }
      woven.add(answered(type, method, SKIPPED, InertAdvice.class));
      if (calls.reachesBound(method)) {
        notices.say(
            "inert " + type.name() + "." + Methods.describe(method),
            type.name()
                + "."
                + Methods.describe(method)
                + " logs by another method, but cannot run without wandb: calls of it do not reach"
                + " Pluto. Describe it in the binding, with the word 'alone'.");
      }
    }
    return woven;
  }

  /** The classes of which an init returns a run: its constructor's work will not have been done. */
  private List<TypeDescription> runClasses(ClientClass type) {
    List<TypeDescription> answers = new ArrayList<>();
    List<TypeDescription> runs = new ArrayList<>();
    for (ClassBinding bound : type.client().classes()) {
      TypeDescription each = type.describe(bound);
      boolean logs = false;
      for (MethodDescription method : Methods.callable(each)) {
        Optional<MethodBinding> line = line(bound, method);
        if (line.isPresent() && line.get().returnsRun()) {
          answers.add(method.getReturnType().asErasure());
        }
        logs |= line.isPresent() && line.get().role() == Role.LOG && line.get().needsObject();
      }
      if (logs) {
        runs.add(each);
      }
    }
    runs.removeIf(run -> answers.stream().noneMatch(run::isAssignableTo));
    return runs;
  }

  private static boolean isCurrentRun(MethodDescription method, List<TypeDescription> runs) {
    TypeDescription returned = method.getReturnType().asErasure();
    return method.getParameters().isEmpty()
        && !returned.represents(Object.class)
        && runs.stream().anyMatch(run -> run.isAssignableTo(returned));
  }

  @Override
  public String otherwise() {
    return "wandb is not switched off for it, and nothing of it is logged to Pluto";
  }
}
