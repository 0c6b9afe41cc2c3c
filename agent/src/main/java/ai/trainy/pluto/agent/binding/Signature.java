package ai.trainy.pluto.agent.binding;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A method by name and parameter types. Types are simple names, so that a class is found wherever a
 * fat jar moved it; the return type plays no part, since it is what clients change.
 */
public final class Signature {
  private final String method;
  private final List<String> parameters;

  private Signature(String method, List<String> parameters) {
    this.method = method;
    this.parameters = parameters;
  }

  static Signature of(String text) {
    String form = text.replace(" ", "");
    int open = Math.max(form.indexOf('('), 0);
    String name = form.substring(0, open);
    if (!isOf(name, "$") || !form.endsWith(")")) {
      throw noSignature(text);
    }
    String types = form.substring(open + 1, form.length() - 1);
    if (types.isEmpty()) {
      return new Signature(name, List.of());
    }
    List<String> parameters = Arrays.asList(types.split(",", -1));
    for (String type : parameters) {
      if (!isOf(type, "$.[]")) {
        throw noSignature(text);
      }
    }
    return new Signature(name, parameters);
  }

  private static IllegalArgumentException noSignature(String text) {
    return new IllegalArgumentException(
        "no such signature: " + text + "; expected name(Type,Type)");
  }

  /**
   * Whether a text has letters, digits, underscores and some other characters, and nothing else. No
   * regular expression: a program's first ones take the JVM longer than all of a binding.
   */
  static boolean isOf(String text, String others) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && others.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
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
