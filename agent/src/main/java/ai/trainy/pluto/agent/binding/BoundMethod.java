package ai.trainy.pluto.agent.binding;

import java.util.List;
import java.util.Objects;

/**
 * A method that is being woven: what the binding says of it, and what matters of its class. Of two
 * that are equal, one handler serves both: the class was loaded twice, say.
 */
public final class BoundMethod {
  private final String name;
  private final MethodBinding line;
  private final Treatment treatment;
  private final List<String> runClasses;

  private enum Treatment {
    /** Does its own work, and each call is one of its own. */
    SINGLE,
    /** Does its own work, and a call of it may be a part of another. */
    NESTING,
    /** Does its own work where that of its run's other methods is left out. */
    KEPT,
    /** Is answered by its handler. */
    ANSWERED,
    /** Is answered by its handler, and nobody knows whether that is right. */
    UNCLEAR
  }

  private BoundMethod(
      String name, MethodBinding line, Treatment treatment, List<String> runClasses) {
    this.name = name;
    this.line = line;
    this.treatment = treatment;
    this.runClasses = List.copyOf(runClasses);
  }

  /**
   * One that does its own work.
   *
   * @param name class, method and descriptor
   * @param canNest whether a call of it within a call of the same purpose may be that one
   */
  public static BoundMethod beside(String name, MethodBinding line, boolean canNest) {
    return new BoundMethod(name, line, canNest ? Treatment.NESTING : Treatment.SINGLE, List.of());
  }

  /** An init that makes its run by its own code, where that of the run is left out. */
  public static BoundMethod kept(String name, MethodBinding line) {
    return new BoundMethod(name, line, Treatment.KEPT, List.of());
  }

  /**
   * One whose code is left out, or that has no answer of its own.
   *
   * @param runClasses the classes of the client's runs
   */
  public static BoundMethod answered(String name, MethodBinding line, List<String> runClasses) {
    return new BoundMethod(name, line, Treatment.ANSWERED, runClasses);
  }

  /** As {@link #answered}, of a method of which nobody knows what it should answer. */
  public static BoundMethod unclear(String name, MethodBinding line, List<String> runClasses) {
    return new BoundMethod(name, line, Treatment.UNCLEAR, runClasses);
  }

  /** Class, method and descriptor. */
  public String name() {
    return name;
  }

  /** The method's own name. */
  public String method() {
    int descriptor = name.indexOf('(');
    return name.substring(name.lastIndexOf('.', descriptor) + 1, descriptor);
  }

  /** Class and method, for people. */
  public String call() {
    int descriptor = name.indexOf('(');
    return descriptor < 0 ? name : name.substring(0, descriptor);
  }

  /** The descriptor of a method without parameters that returns the same. */
  public String returnDescriptor() {
    return "()" + name.substring(name.indexOf(')') + 1);
  }

  /** What the binding says of it. */
  public MethodBinding line() {
    return line;
  }

  /** Whether a call of it within a call of the same purpose may be that one. */
  public boolean canNest() {
    return treatment == Treatment.NESTING || treatment == Treatment.KEPT;
  }

  /** Whether it is an init that makes its run by its own code, for other methods to be answered. */
  public boolean isKept() {
    return treatment == Treatment.KEPT;
  }

  /** Whether the handler answers in the method's stead. */
  public boolean isAnswered() {
    return treatment == Treatment.ANSWERED || treatment == Treatment.UNCLEAR;
  }

  /** Whether nobody knows what the method should answer. */
  public boolean isUnclear() {
    return treatment == Treatment.UNCLEAR;
  }

  /**
   * Of a method whose code is left out: what an init says it returns, and the classes of the
   * client's runs, by their names.
   */
  public List<String> runClasses() {
    return runClasses;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof BoundMethod)) {
      return false;
    }
    BoundMethod method = (BoundMethod) other;
    return name.equals(method.name)
        && line == method.line
        && treatment == method.treatment
        && runClasses.equals(method.runClasses);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, treatment);
  }

  @Override
  public String toString() {
    return name;
  }
}
