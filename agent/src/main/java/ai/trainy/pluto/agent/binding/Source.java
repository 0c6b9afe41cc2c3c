package ai.trainy.pluto.agent.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a call a value is: {@code arg0}, {@code this} or {@code return}, and from there through
 * public methods without parameters, {@code return.data().getProject()}.
 */
public final class Source {
  private static final Pattern FORM =
      Pattern.compile("(?:arg(\\d{1,2})|(this|return))((?:\\.\\w+\\(\\))*)");
  private static final Pattern GETTER = Pattern.compile("\\.(\\w+)\\(\\)");

  private final int argument;
  private final String root;
  private final List<String> getters = new ArrayList<>();

  private Source(Matcher form) {
    this.argument = form.group(1) == null ? -1 : Integer.parseInt(form.group(1));
    this.root = form.group(2);
    Matcher getter = GETTER.matcher(form.group(3));
    while (getter.find()) {
      getters.add(getter.group(1));
    }
  }

  static Source of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "no such source: " + text + "; expected arg0, this or return, and getters behind it");
    }
    return new Source(form);
  }

  /** Whether the value is there only when the call has returned. */
  public boolean isOfTheResult() {
    return "return".equals(root);
  }

  /**
   * The value.
   *
   * @param returned what the call returned; only looked at by sources of the result
   * @return null if anything on the way is null
   * @throws ReflectiveOperationException if a getter is not there or throws
   */
  public Object read(Object receiver, Object[] arguments, Object returned)
      throws ReflectiveOperationException {
    Object value = argument >= 0 ? arguments[argument] : isOfTheResult() ? returned : receiver;
    for (String getter : getters) {
      if (value == null) {
        return null;
      }
      value = value.getClass().getMethod(getter).invoke(value);
    }
    return value;
  }
}
