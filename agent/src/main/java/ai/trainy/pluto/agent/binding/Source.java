package ai.trainy.pluto.agent.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a call a value is: {@code arg0}, {@code this} or {@code return}, and from there through
 * public methods without parameters, fields, and keys of maps, {@code return.data().getProject()},
 * {@code this.options}, {@code arg0["project"]}. Or a constant, {@code "text"}.
 */
public final class Source {
  private static final Pattern FORM =
      Pattern.compile("(?:arg(\\d{1,2})|(this|return))((?:\\.\\w+(?:\\(\\))?|\\[\"[^\"]*\"\\])*)");
  private static final Pattern STEP = Pattern.compile("\\.(\\w+)(\\(\\))?|\\[\"([^\"]*)\"\\]");
  private static final Pattern CONSTANT = Pattern.compile("\"([^\"]*)\"");

  /** One step from a value to the next. */
  private interface Step {
    Object from(Object value) throws ReflectiveOperationException;
  }

  private final int argument;
  private final String root;
  private final String constant;
  private final List<Step> steps = new ArrayList<>();

  /** Where the last step leads, if that is a key: then something can be put there. */
  private Key lastKey;

  private Source(int argument, String root, String constant) {
    this.argument = argument;
    this.root = root;
    this.constant = constant;
  }

  static Source of(String text) {
    Matcher constant = CONSTANT.matcher(text);
    if (constant.matches()) {
      // The same text is the same object, as a run that is named by one has to be.
      return new Source(-1, null, constant.group(1).intern());
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "no such source: "
              + text
              + "; expected arg0, this or return, and getters or [\"key\"] behind it, or \"text\"");
    }
    int argument = form.group(1) == null ? -1 : Integer.parseInt(form.group(1));
    Source source = new Source(argument, form.group(2), null);
    Matcher step = STEP.matcher(form.group(3));
    while (step.find()) {
      source.add(step);
    }
    return source;
  }

  private void add(Matcher step) {
    lastKey = null;
    if (step.group(1) == null) {
      lastKey = new Key(step.group(3));
      steps.add(lastKey::get);
    } else if (step.group(2) == null) {
      steps.add(new HeldField(step.group(1))::get);
    } else {
      steps.add(new Getter(step.group(1))::get);
    }
  }

  /** Whether it is a text of the binding, and in no call. */
  boolean isConstant() {
    return constant != null;
  }

  /** Whether it is in the object that the method is called on. */
  boolean isOfThis() {
    return "this".equals(root);
  }

  /** Whether something can be put there: it is under a key of something. */
  boolean isKey() {
    return lastKey != null;
  }

  /** Whether the value is there only when the call has returned. */
  public boolean isOfTheResult() {
    return "return".equals(root);
  }

  /** The index of the argument that it is; -1 if it is something else, or in one. */
  int wholeArgument() {
    return steps.isEmpty() ? argument : -1;
  }

  /** The number of arguments that a call must have at least. */
  int arguments() {
    return argument + 1;
  }

  /**
   * The value.
   *
   * @param returned what the call returned; only looked at by sources of the result
   * @return null if anything on the way is null
   * @throws ReflectiveOperationException if a getter or field is not there, or a getter throws
   */
  public Object read(Object receiver, Object[] arguments, Object returned)
      throws ReflectiveOperationException {
    if (constant != null) {
      return constant;
    }
    Object value = argument >= 0 ? arguments[argument] : isOfTheResult() ? returned : receiver;
    return through(steps, value);
  }

  private static Object through(List<Step> steps, Object from) throws ReflectiveOperationException {
    Object value = from;
    for (Step step : steps) {
      if (value == null) {
        return null;
      }
      value = step.from(value);
    }
    return value;
  }

  /**
   * Puts {@code content} there. Only for a source that is a key.
   *
   * @throws NullPointerException if anything on the way is null
   * @throws ReflectiveOperationException as {@link #read}, or if nothing can be put there
   */
  void put(Object receiver, Object[] arguments, Object content)
      throws ReflectiveOperationException {
    Object holder =
        through(steps.subList(0, steps.size() - 1), argument >= 0 ? arguments[argument] : receiver);
    if (holder == null) {
      throw new NullPointerException(
          "Cannot put \"" + lastKey.name() + "\" into a row that is null");
    }
    lastKey.put(holder, content);
  }
}
