package ai.trainy.pluto.agent.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where in a call a value is: {@code arg0}, {@code this} or {@code return}, and from there through
 * public methods without parameters, fields, and keys of maps, {@code return.data().getProject()},
 * {@code this.options}, {@code arg0["project"]}. Or a constant, {@code "text"}.
 */
public final class Source {
  private static final String ARGUMENT = "arg";
  private static final String KEY = "[\"";
  private static final String KEY_END = "\"]";
  private static final String CALL = "()";

  /** One step from a value to the next. */
  private interface Step {
    @Nullable Object from(Object value) throws ReflectiveOperationException;
  }

  private final int argument;
  private final @Nullable String root;
  private final @Nullable String constant;
  private final List<Step> steps = new ArrayList<>();

  /** Where the last step leads, if that is a key: then something can be put there. */
  private @Nullable Key lastKey;

  private Source(int argument, @Nullable String root, @Nullable String constant) {
    this.argument = argument;
    this.root = root;
    this.constant = constant;
  }

  static Source of(String text) {
    int quote = text.indexOf('"', 1);
    if (text.startsWith("\"") && quote == text.length() - 1 && quote > 0) {
      // The same text is the same object, as a run that is named by one has to be.
      return new Source(-1, null, text.substring(1, quote).intern());
    }
    int end = rootEnd(text);
    String root = text.substring(0, end);
    int argument = argument(root);
    Source source = new Source(argument, argument < 0 ? root : null, null);
    boolean understood = argument >= 0 || root.equals("this") || root.equals("return");
    while (understood && end < text.length()) {
      int next = source.add(text, end);
      understood = next > end;
      end = next;
    }
    if (!understood) {
      throw new IllegalArgumentException(
          "no such source: "
              + text
              + "; expected arg0, this or return, and getters or [\"key\"] behind it, or \"text\"");
    }
    return source;
  }

  private static int rootEnd(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
      end++;
    }
    return end;
  }

  /** The index that {@code arg0} to {@code arg99} have; -1 for anything else. */
  private static int argument(String root) {
    String index = root.startsWith(ARGUMENT) ? root.substring(ARGUMENT.length()) : "";
    boolean number = !index.isEmpty() && index.length() <= 2;
    for (int i = 0; i < index.length(); i++) {
      number &= index.charAt(i) >= '0' && index.charAt(i) <= '9';
    }
    return number ? Integer.parseInt(index) : -1;
  }

  /**
   * Adds the step that is written there.
   *
   * @return where it ends; not behind its start if it is none
   */
  private int add(String text, int start) {
    lastKey = null;
    if (text.startsWith(KEY, start)) {
      int end = text.indexOf('"', start + KEY.length());
      if (end < 0 || !text.startsWith(KEY_END, end)) {
        return start;
      }
      lastKey = new Key(text.substring(start + KEY.length(), end));
      steps.add(lastKey::get);
      return end + KEY_END.length();
    }
    int end = start + 1;
    while (end < text.length() && Signature.isOf(text.substring(end, end + 1), "")) {
      end++;
    }
    if (text.charAt(start) != '.' || end == start + 1) {
      return start;
    }
    String name = text.substring(start + 1, end);
    if (!text.startsWith(CALL, end)) {
      steps.add(new HeldField(name)::get);
      return end;
    }
    steps.add(new Getter(name)::get);
    return end + CALL.length();
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
  public @Nullable Object read(
      @Nullable Object receiver, Object[] arguments, @Nullable Object returned)
      throws ReflectiveOperationException {
    if (constant != null) {
      return constant;
    }
    Object value = argument >= 0 ? arguments[argument] : isOfTheResult() ? returned : receiver;
    return through(steps, value);
  }

  private static @Nullable Object through(List<Step> steps, @Nullable Object from)
      throws ReflectiveOperationException {
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
  void put(@Nullable Object receiver, Object[] arguments, Object content)
      throws ReflectiveOperationException {
    Key key = Objects.requireNonNull(lastKey);
    Object holder =
        through(steps.subList(0, steps.size() - 1), argument >= 0 ? arguments[argument] : receiver);
    if (holder == null) {
      throw new NullPointerException("Cannot put \"" + key.name() + "\" into a row that is null");
    }
    key.put(holder, content);
  }
}
