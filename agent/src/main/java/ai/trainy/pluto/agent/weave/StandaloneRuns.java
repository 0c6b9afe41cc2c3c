package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.binding.UnclearMethod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;

/** What the inits of a client return where its own code is left out. */
final class StandaloneRuns {
  /** What a run may come in. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "java.util.Optional",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Future");

  private static final Set<String> STATELESS = Set.of("java.lang.Object", "java.lang.Record");

  private final List<TypeDescription> bound = new ArrayList<>();
  private final Set<TypeDescription> declared = new LinkedHashSet<>();
  private final List<TypeDescription> classes = new ArrayList<>();
  private boolean kept;
  private @Nullable UnclearMethod obstacle;

  private StandaloneRuns() {}

  /**
   * @param prefix the package a fat jar moved the client into, with its dot; else empty
   */
  static StandaloneRuns of(ClientBinding client, String prefix, ClientClasses types) {
    StandaloneRuns runs = new StandaloneRuns();
    List<TypeDescription> logging = new ArrayList<>();
    for (ClassBinding each : client.classes()) {
      TypeDescription type = types.describe(prefix + each.name());
      runs.bound.add(type);
      if (each.standaloneMethods().stream()
          .anyMatch(line -> line.role() == Role.LOG && line.needsObject())) {
        logging.add(type);
      }
    }
    for (int i = 0; i < runs.bound.size(); i++) {
      for (MethodDescription method : Methods.callable(runs.bound.get(i))) {
        Optional<MethodBinding> line =
            Methods.line(client.classes().get(i).standaloneMethods(), method);
        if (line.isPresent() && line.get().role() == Role.INIT) {
          runs.add(method, line.get(), logging);
        }
      }
    }
    runs.findClasses();
    return runs;
  }

  private void add(MethodDescription init, MethodBinding line, List<TypeDescription> logging) {
    kept |= line.isKept();
    if (!line.isKept() && FunctionalTypes.parameter(init).isPresent()) {
      obstacle(init, "is given a piece of the program, which it would not run", "init keep");
    }
    TypeDescription returned = init.getReturnType().asErasure();
    if (!line.returnsRun()) {
      if (bound.contains(returned) && !line.isKept()) {
        declared.add(returned);
      }
      return;
    }
    Optional<TypeDescription> run = run(init, logging);
    if (line.isKept()) {
      if (WRAPPERS.contains(returned.getName())) {
        obstacle(init, "cannot be kept: its run is not there when it returns", "init");
      }
    } else if (run.isEmpty()) {
      obstacle(
          init,
          "returns a "
              + returned.getActualName()
              + ", and no class of the binding can take its place",
          "init keep");
    } else {
      declared.add(run.get());
    }
  }

  /** What an init returns, out of what it may come in. */
  private Optional<TypeDescription> run(MethodDescription init, List<TypeDescription> logging) {
    TypeDescription returned = init.getReturnType().asErasure();
    if (!WRAPPERS.contains(returned.getName())) {
      return canBeMade(returned) ? Optional.of(returned) : Optional.empty();
    }
    if (init.getReturnType().getSort().isParameterized()) {
      TypeDefinition content = init.getReturnType().getTypeArguments().get(0);
      if (content.getSort().isWildcard()) {
        content = init.getReturnType().getTypeArguments().get(0).getUpperBounds().getOnly();
      }
      TypeDescription run = content.asErasure();
      return canBeMade(run) ? Optional.of(run) : Optional.empty();
    }
    return logging.size() == 1 && canBeMade(logging.get(0))
        ? Optional.of(logging.get(0))
        : Optional.empty();
  }

  private boolean canBeMade(TypeDescription type) {
    return bound.stream()
        .anyMatch(each -> each.isAssignableTo(type) && !each.isAbstract() && !each.isInterface());
  }

  private void obstacle(MethodDescription init, String why, String role) {
    if (obstacle == null) {
      String name = init.getDeclaringType().asErasure().getName() + "." + Methods.describe(init);
      obstacle = new UnclearMethod(name, why, Methods.describe(init) + " : " + role, true);
    }
  }

  private void findClasses() {
    for (TypeDescription each : bound) {
      if (declared.stream().anyMatch(each::isAssignableTo)) {
        classes.add(each);
        checkParent(each);
      }
    }
    for (TypeDescription each : bound) {
      if (!classes.contains(each) && classes.stream().anyMatch(run -> run.isAssignableTo(each))) {
        classes.add(each);
      }
    }
  }

  private void checkParent(TypeDescription run) {
    if (run.isInterface() || run.isEnum() || obstacle != null) {
      return;
    }
    TypeDescription parent = run.getSuperClass().asErasure();
    if (AnswerTypes.isOfTheJdk(parent) && !STATELESS.contains(parent.getName())) {
      obstacle =
          new UnclearMethod(
              run.getName(),
              "extends " + parent.getActualName() + ", which needs its constructor",
              "... : init keep",
              true);
    }
  }

  /** Why the client cannot be left out; empty if it can. */
  Optional<UnclearMethod> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  /** Whether its runs are made by the client's own code. */
  boolean areKept() {
    return kept;
  }

  /** Whether objects of the class are made without their constructor. */
  boolean contains(TypeDescription type) {
    return !kept && classes.contains(type);
  }

  /** Whether a method that returns this type returns the run itself. */
  boolean isOfRun(TypeDescription type) {
    return declared.contains(type) || classes.contains(type);
  }

  /** Whether a method that returns this type may tell which run is the current one. */
  boolean mayBe(TypeDescription type) {
    return !type.represents(Object.class)
        && classes.stream().anyMatch(run -> run.isAssignableTo(type));
  }

  List<TypeDescription> classes() {
    return classes;
  }

  /** By their names: first what inits say they return, then the classes themselves. */
  List<String> names() {
    Set<TypeDescription> all = new LinkedHashSet<>(declared);
    all.addAll(classes);
    return all.stream().map(TypeDescription::getName).collect(Collectors.toList());
  }
}
