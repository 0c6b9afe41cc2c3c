package ai.trainy.pluto.agent.binding;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A method by name and parameter types. Types are simple names, so that a class is found wherever a
 * fat jar moved it; the return type plays no part, since it is what clients change.
 */
public final class Signature {
  private static final Pattern FORM =
      Pattern.compile("([\\w$]+)\\((|[\\w$.\\[\\]]+(?:,[\\w$.\\[\\]]+)*)\\)");

  private final String method;
  private final List<String> parameters;

  private Signature(String method, List<String> parameters) {
    this.method = method;
    this.parameters = parameters;
  }

  static Signature of(String text) {
    Matcher form = FORM.matcher(text.replace(" ", ""));
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "no such signature: " + text + "; expected name(Type,Type)");
    }
    return new Signature(
        form.group(1),
        form.group(2).isEmpty() ? List.of() : Arrays.asList(form.group(2).split(",", -1)));
  }

  /** Whether that is the method's name. */
  boolean isNamed(String methodName) {
    return method.equals(methodName);
  }

  /**
   * Whether a method is this one.
   *
   * @param parameterTypes the parameters' types by their full names
   */
  public boolean matches(String methodName, List<String> parameterTypes) {
    return isNamed(methodName)
        && parameters.equals(
            parameterTypes.stream().map(Signature::simpleName).collect(Collectors.toList()));
  }

  /** How many parameters it has. */
  int parameters() {
    return parameters.size();
  }

  private static String simpleName(String type) {
    return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }

  @Override
  public String toString() {
    return method + "(" + String.join(",", parameters) + ")";
  }
}
