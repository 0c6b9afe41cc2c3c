package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.standalone.KnownAnswers;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/**
 * Whether what a method is answered with, when its own code is left out, is certain to be right: by
 * its name and types.
 */
final class AnswerTypes {
  private static final List<String> MADE_BY = List.of("newBuilder", "builder");
  private static final List<String> EMPTY_BY = List.of("getDefaultInstance", "empty");

  private final ClientClasses classes;
  private final StandaloneRuns runs;

  AnswerTypes(ClientClasses classes, StandaloneRuns runs) {
    this.classes = classes;
    this.runs = runs;
  }

  /** Why an answer would be a guess, for people; empty if it would not. */
  Optional<String> doubt(MethodDescription method) {
    TypeDescription type = method.getReturnType().asErasure();
    String name = method.getName();
    if (type.represents(void.class) || isOfEveryObject(method)) {
      return Optional.empty();
    }
    boolean asksNothing = method.getParameters().isEmpty();
    if (type.represents(boolean.class) || type.represents(Boolean.class)) {
      return asksNothing && KnownAnswers.isOfState(name)
          ? Optional.empty()
          : Optional.of(
              asksNothing && KnownAnswers.isOfGoingOn(name)
                  ? "would answer true until the run is finished"
                  : "would answer false");
    }
    if (type.isEnum()) {
      return Optional.of("would answer any " + simpleName(type));
    }
    if (type.isPrimitive() || type.isArray()) {
      return Optional.empty();
    }
    if (isOfTheJdk(type)) {
      return (asksNothing && KnownAnswers.isOfRun(name)) || KnownAnswers.isDefault(type.getName())
          ? Optional.empty()
          : Optional.of("would answer null");
    }
    return isFluent(type, method) || hasEmptyValue(type)
        ? Optional.empty()
        : Optional.of("would answer a " + simpleName(type) + " that was never constructed");
  }

  /** Whether a field of that type and name can be given a value. */
  boolean hasValue(TypeDescription type, String name) {
    return type.isPrimitive()
        || type.isArray()
        || (isOfTheJdk(type)
            ? KnownAnswers.isOfRun(name) || KnownAnswers.isDefault(type.getName())
            : hasEmptyValue(type));
  }

  private boolean isFluent(TypeDescription type, MethodDescription method) {
    return runs.isOfRun(type)
        || method.getParameters().asTypeList().asErasures().stream().anyMatch(type::equals);
  }

  private boolean hasEmptyValue(TypeDescription type) {
    if (type.isInterface()) {
      // One whose methods take pieces of the program would not run them.
      return isCompanion(type)
          || type.getDeclaredMethods().stream()
              .filter(MethodDescription::isAbstract)
              .noneMatch(method -> FunctionalTypes.parameter(method).isPresent());
    }
    return type.getDeclaredMethods().stream().anyMatch(method -> makesOne(type, method))
        || (!type.isAbstract()
            && type.getDeclaredMethods().stream()
                .anyMatch(
                    method ->
                        method.isConstructor()
                            && method.isPublic()
                            && method.getParameters().isEmpty()))
        || isSingleton(type)
        || isCompanion(type);
  }

  private static boolean makesOne(TypeDescription type, MethodDescription method) {
    return method.isStatic()
        && method.isPublic()
        && method.getParameters().isEmpty()
        && (MADE_BY.contains(method.getName())
            || (EMPTY_BY.contains(method.getName())
                && method.getReturnType().asErasure().isAssignableTo(type)));
  }

  /** Such as Kotlin's and Scala's unit. */
  private static boolean isSingleton(TypeDescription type) {
    return type.getDeclaredFields().stream()
            .filter(field -> field.isStatic() && field.isPublic() && field.isFinal())
            .filter(field -> field.getType().asErasure().equals(type))
            .count()
        == 1;
  }

  /** Whether Scala has an empty one of it. */
  private boolean isCompanion(TypeDescription type) {
    String companion = type.getName() + "$";
    return classes.has(companion)
        && classes.describe(companion).getDeclaredMethods().stream()
            .anyMatch(
                method -> method.getName().equals("empty") && method.getParameters().isEmpty());
  }

  static boolean isOfTheJdk(TypeDescription type) {
    return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
  }

  private static boolean isOfEveryObject(MethodDescription method) {
    String signature = method.getName() + method.getDescriptor();
    return signature.equals("equals(Ljava/lang/Object;)Z")
        || signature.equals("hashCode()I")
        || signature.equals("toString()Ljava/lang/String;");
  }

  private static String simpleName(TypeDescription type) {
    return type.getActualName().replaceAll(".*[.$]", "");
  }
}
