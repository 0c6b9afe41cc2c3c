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
  private final boolean endSeen;
  private final boolean answered;
  private final List<String> runClasses;

  private BoundMethod(
      String name, MethodBinding line, boolean endSeen, boolean answered, List<String> runClasses) {
    this.name = name;
    this.line = line;
    this.endSeen = endSeen;
    this.answered = answered;
    this.runClasses = List.copyOf(runClasses);
  }

  /**
   * One that does its own work.
   *
   * @param name class, method and descriptor
   * @param endSeen whether the end of each call is reported as well as its start
   */
  public static BoundMethod beside(String name, MethodBinding line, boolean endSeen) {
    return new BoundMethod(name, line, endSeen, false, List.of());
  }

  /**
   * One whose code is left out, or that has no answer of its own.
   *
   * @param runClasses of an init: the classes that its run may be of
   */
  public static BoundMethod answered(String name, MethodBinding line, List<String> runClasses) {
    return new BoundMethod(name, line, false, true, runClasses);
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

  /** The descriptor of a method without parameters that returns the same. */
  public String returnDescriptor() {
    return "()" + name.substring(name.indexOf(')') + 1);
  }

  /** What the binding says of it. */
  public MethodBinding line() {
    return line;
  }

  /** Whether the end of each call is reported as well as its start. */
  public boolean isEndSeen() {
    return endSeen;
  }

  /** Whether the handler answers in the method's stead. */
  public boolean isAnswered() {
    return answered;
  }

  /** Of an init whose code is left out: the classes that its run may be of, by their names. */
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
        && endSeen == method.endSeen
        && answered == method.answered
        && runClasses.equals(method.runClasses);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, endSeen, answered);
  }

  @Override
  public String toString() {
    return name;
  }
}
