package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.binding.UnclearMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each method of a class whose objects are made without their constructor. Decided
 * by the methods' types and instructions, before anything runs:
 *
 * <ol>
 *   <li>replaced: a line of the binding speaks of it;
 *   <li>kept: its own code runs, since it needs no field that a constructor would have set, and
 *       works by replaced methods or by a piece of the program that it is given;
 *   <li>answered: its code is left out, and by its types and its name the answer is certain;
 *   <li>unclear: everything else.
 * </ol>
 */
final class StandalonePlan {
  enum Treatment {
    REPLACED,
    ANSWERED,
    KEPT,
    UNCLEAR
  }

  /** One method, and what becomes of it. */
  static final class Planned {
    final MethodDescription method;
    final Treatment treatment;

    /** What the binding says of it; null if nothing. */
    final @Nullable MethodBinding line;

    /** Of one that is answered by a piece of the program: how, as in a binding; else null. */
    final @Nullable String answer;

    /** Of one that is unclear. */
    final @Nullable UnclearMethod unclear;

    private Planned(MethodDescription method, Treatment treatment) {
      this(method, treatment, null, null, null);
    }

    private Planned(
        MethodDescription method,
        Treatment treatment,
        @Nullable MethodBinding line,
        @Nullable String answer,
        @Nullable UnclearMethod unclear) {
      this.method = method;
      this.treatment = treatment;
      this.line = line;
      this.answer = answer;
      this.unclear = unclear;
    }
  }

  private static final Pattern LOGS =
      Pattern.compile(
          "(?i)(log|record|report|track|emit|push|send|observe|add|put|write|metric|scalar|gauge"
              + "|histogram|image|audio|video|table|step).*");
  private static final Pattern ROW =
      Pattern.compile(".*(Map|JSONObject|JsonObject|ObjectNode|JsonNode)");
  private static final Pattern NUMBER =
      Pattern.compile(
          "double|float|int|long|java.lang.(Number|Double|Float|Integer|Long|Object)|.*Tensor");

  private final ClientClass type;
  private final List<MethodBinding> lines;
  private final StandaloneRuns runs;
  private final AnswerTypes answers;
  private final SelfCallGraph calls;
  private final Set<String> bound = new HashSet<>();
  private final Map<String, MethodDescription> others = new LinkedHashMap<>();
  private Set<String> stateless;

  /**
   * @param type a class of runs
   * @param lines what the binding says of its methods
   */
  StandalonePlan(ClientClass type, List<MethodBinding> lines, StandaloneRuns runs) {
    this.type = type;
    this.lines = lines;
    this.runs = runs;
    this.answers = new AnswerTypes(type.classes(), runs);
    this.calls = SelfCallGraph.of(type.name(), type.classFile(), type.classes());
    for (MethodDescription method : Methods.callable(type.type())) {
      Optional<MethodBinding> line = Methods.line(lines, method);
      if (line.isPresent() && line.get().role() != Role.KEEP) {
        bound.add(calls.key(method));
      } else if (!method.isStatic() && !method.isPrivate()) {
        others.put(calls.key(method), method);
      }
    }
    findStateless();
  }

  /** All methods of the class but those that run as usual, static and private ones. */
  List<Planned> methods() {
    List<Planned> planned = new ArrayList<>();
    for (MethodDescription method : Methods.callable(type.type())) {
      Optional<MethodBinding> line = Methods.line(lines, method);
      if (line.isPresent()) {
        Treatment treatment = line.get().role() == Role.KEEP ? Treatment.KEPT : Treatment.REPLACED;
        planned.add(new Planned(method, treatment, line.get(), null, null));
      } else if (others.containsKey(calls.key(method))) {
        planned.add(planIfKnown(method));
      }
    }
    return planned;
  }

  /** Everything of a client that is unclear, what keeps it from being left out first. */
  static List<UnclearMethod> unclear(ClientBinding client, String prefix, ClientClasses classes) {
    StandaloneRuns runs = StandaloneRuns.of(client, prefix, classes);
    List<UnclearMethod> unclear = new ArrayList<>();
    runs.obstacle().ifPresent(unclear::add);
    for (ClassBinding bound : client.classes()) {
      Optional<byte[]> file = classes.classFile(prefix + bound.name());
      if (runs.contains(classes.describe(prefix + bound.name())) && file.isPresent()) {
        ClientClass type = new ClientClass(client, bound, prefix, classes, file.get());
        unclear.addAll(new StandalonePlan(type, bound.standaloneMethods(), runs).unclear());
      }
    }
    unclear.sort(Comparator.comparing(UnclearMethod::isObstacle).reversed());
    return unclear;
  }

  private List<UnclearMethod> unclear() {
    List<UnclearMethod> unclear = new ArrayList<>(inherited());
    for (Planned planned : methods()) {
      if (planned.treatment == Treatment.UNCLEAR) {
        unclear.add(planned.unclear);
      }
    }
    Set<String> set = calls.setByConstructors();
    for (FieldDescription field : type.type().getDeclaredFields()) {
      if (field.isPublic()
          && !field.isStatic()
          && set.contains(field.getName() + ":" + field.getDescriptor())
          && !answers.hasValue(field.getType().asErasure(), field.getName())) {
        unclear.add(
            new UnclearMethod(
                type.name() + "." + field.getName(), "would be null", "... : init keep", true));
      }
    }
    return unclear;
  }

  /** What the class inherits from classes that the binding does not name. */
  private List<UnclearMethod> inherited() {
    List<UnclearMethod> unclear = new ArrayList<>();
    if (type.type().isInterface()) {
      return unclear;
    }
    TypeDescription parent = type.type().getSuperClass().asErasure();
    while (!AnswerTypes.isOfTheJdk(parent)) {
      if (!runs.contains(parent)) {
        addInherited(parent, unclear);
      }
      parent = parent.getSuperClass().asErasure();
    }
    return unclear;
  }

  private void addInherited(TypeDescription parent, List<UnclearMethod> unclear) {
    Methods.callable(parent).stream()
        .filter(method -> method.isPublic() && !method.isStatic())
        .filter(method -> ownMethods().noneMatch(own -> overrides(own, method)))
        .filter(method -> needsState(parent, method))
        .forEach(
            method ->
                unclear.add(
                    new UnclearMethod(
                        parent.getActualName() + "." + Methods.describe(method),
                        "would run on a run that was never constructed",
                        "class " + parent.getName(),
                        true)));
  }

  private Stream<MethodDescription> ownMethods() {
    return Methods.callable(type.type()).stream();
  }

  private boolean needsState(TypeDescription parent, MethodDescription method) {
    Optional<byte[]> file = type.classes().classFile(parent.getName());
    if (file.isEmpty()) {
      return true;
    }
    SelfCallGraph graph = SelfCallGraph.of(parent.getName(), file.get(), type.classes());
    return graph.run(graph.key(method), called -> false).stream()
        .anyMatch(run -> !graph.reads(run).isEmpty());
  }

  private static boolean overrides(MethodDescription own, MethodDescription inherited) {
    return own.getInternalName().equals(inherited.getInternalName())
        && own.getDescriptor().equals(inherited.getDescriptor());
  }

  /** What mentions classes that are not there cannot be called either. */
  private Planned planIfKnown(MethodDescription method) {
    try {
      return plan(method);
    } catch (TypePool.Resolution.NoSuchTypeException e) {
      return new Planned(method, Treatment.ANSWERED);
    }
  }

  private Planned plan(MethodDescription method) {
    String key = calls.key(method);
    boolean needsNothing = stateless.contains(key);
    boolean reachesBound = calls.reaches(key, bound::contains);
    OptionalInt work = FunctionalTypes.parameter(method);
    if (needsNothing && (reachesBound || work.isPresent() || calls.callsNothing(key))) {
      return new Planned(method, Treatment.KEPT);
    }
    if (work.isPresent()) {
      return given(method, work.getAsInt());
    }
    if (method.isPublic() && reachesBound) {
      return unclear(
          method,
          "works by another method, but needs what the constructor made",
          roles(key).equals(Set.of(Role.FINISH)) ? " : finish alone" : lineFor(method));
    }
    if (method.isPublic() && mayLog(method)) {
      return unclear(method, "may log, and would not reach Pluto", logLine(method));
    }
    Optional<String> doubt = answers.doubt(method);
    if (doubt.isEmpty()) {
      return new Planned(method, Treatment.ANSWERED);
    }
    if (needsNothing && !calls.usesOthers(key)) {
      return new Planned(method, Treatment.KEPT);
    }
    if (!method.isPublic()) {
      // The client's own business: nobody can be surprised by its answer but the client.
      return new Planned(method, Treatment.ANSWERED);
    }
    return unclear(method, doubt.get(), " : skip answer=...");
  }

  /** One that is given a piece of the program and cannot run itself. */
  private Planned given(MethodDescription method, int parameter) {
    TypeDescription type = method.getParameters().get(parameter).getType().asErasure();
    Optional<MethodDescription> function = FunctionalTypes.function(type);
    if (function.isPresent()
        && function.get().getParameters().isEmpty()
        && type.isPublic()
        && calls.callsOnce(calls.key(method), function.get())
        && isAnswer(function.get(), method)) {
      String answer = "arg" + parameter + "." + function.get().getName() + "()";
      return new Planned(method, Treatment.ANSWERED, null, answer, null);
    }
    if (!method.isPublic() && !method.isProtected()) {
      return new Planned(method, Treatment.ANSWERED);
    }
    return new Planned(
        method,
        Treatment.UNCLEAR,
        null,
        null,
        new UnclearMethod(
            name(method),
            "is given a piece of the program and may not run it",
            Methods.describe(method) + " : skip",
            true));
  }

  /** Whether what the function returns is what the method returns. */
  private static boolean isAnswer(MethodDescription function, MethodDescription method) {
    TypeDescription returned = method.getReturnType().asErasure();
    return returned.represents(void.class)
        || returned.equals(function.getReturnType().asErasure())
        || (method.getReturnType().getSort().isTypeVariable()
            && function.getReturnType().asErasure().represents(Object.class));
  }

  private Planned unclear(MethodDescription method, String doubt, String line) {
    return new Planned(
        method,
        Treatment.UNCLEAR,
        null,
        null,
        new UnclearMethod(name(method), doubt, Methods.describe(method) + line, false));
  }

  private String name(MethodDescription method) {
    return type.name() + "." + Methods.describe(method);
  }

  private static String lineFor(MethodDescription method) {
    return logLine(method).isEmpty() ? " : skip" : logLine(method) + " alone";
  }

  private boolean mayLog(MethodDescription method) {
    return (method.getReturnType().represents(void.class)
            || runs.isOfRun(method.getReturnType().asErasure()))
        && LOGS.matcher(method.getName()).matches()
        && !logLine(method).isEmpty();
  }

  /** How a binding would say that a method logs; empty if its types do not look like it. */
  private static String logLine(MethodDescription method) {
    List<String> types = Methods.parameterTypes(method);
    for (int i = 0; i < types.size(); i++) {
      if (ROW.matcher(types.get(i)).matches()) {
        return " : log data=arg" + i + step(types, i, i);
      }
      if (i > 0
          && types.get(i - 1).equals("java.lang.String")
          && NUMBER.matcher(types.get(i)).matches()) {
        return " : log key=arg" + (i - 1) + " value=arg" + i + step(types, i - 1, i);
      }
    }
    return "";
  }

  private static String step(List<String> types, int from, int to) {
    for (int i = 0; i < types.size(); i++) {
      if ((i < from || i > to) && (types.get(i).equals("int") || types.get(i).equals("long"))) {
        return " step=arg" + i;
      }
    }
    return "";
  }

  /**
   * Finds the methods that need no field which is not there. A field is there if all that ever sets
   * it is among these methods: then it is as the client's own constructor would have left it.
   */
  private void findStateless() {
    stateless = new HashSet<>(others.keySet());
    boolean changed = true;
    while (changed) {
      Set<String> running = new HashSet<>(calls.run(calls.initializer(), this::isReplaced));
      stateless.forEach(method -> running.addAll(calls.run(method, this::isReplaced)));
      Set<String> there = setOnlyBy(running);
      changed = stateless.removeIf(method -> !needsOnly(there, method));
    }
    // A method that ends the run unless it is over may find that it is not: it ends once.
    Set<String> never = new HashSet<>();
    bound.forEach(method -> never.addAll(calls.run(method, called -> false)));
    Set<String> unset = new HashSet<>();
    for (String field : setOnlyBy(never)) {
      if (field.matches(".*:[ZIJ]")) {
        unset.add(field);
      }
    }
    others.forEach(
        (key, method) -> {
          if (method.getReturnType().represents(void.class)
              && FunctionalTypes.parameter(method).isEmpty()
              && roles(key).equals(Set.of(Role.FINISH))
              && needsOnly(unset, key)) {
            stateless.add(key);
          }
        });
  }

  /** The fields that some of these methods set, and no other does. */
  private Set<String> setOnlyBy(Set<String> methods) {
    Set<String> fields = new HashSet<>();
    methods.forEach(method -> fields.addAll(calls.writes(method)));
    for (String method : calls.methods()) {
      if (!methods.contains(method)) {
        fields.removeAll(calls.writes(method));
      }
    }
    return fields;
  }

  private boolean needsOnly(Set<String> fields, String method) {
    return calls.run(method, this::isReplaced).stream()
        .allMatch(run -> fields.containsAll(calls.reads(run)));
  }

  /** What the bound methods do that a method reaches. */
  private Set<Role> roles(String method) {
    Set<Role> roles = new HashSet<>();
    for (MethodDescription each : Methods.callable(type.type())) {
      String key = calls.key(each);
      if (bound.contains(key) && calls.reaches(method, key::equals)) {
        roles.add(Methods.line(lines, each).orElseThrow().role());
      }
    }
    return roles;
  }

  /** Whether a method's own code does not run when another calls it. */
  private boolean isReplaced(String method) {
    return bound.contains(method) || (others.containsKey(method) && !stateless.contains(method));
  }
}
