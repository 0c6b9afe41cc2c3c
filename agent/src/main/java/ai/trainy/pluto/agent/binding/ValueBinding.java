package ai.trainy.pluto.agent.binding;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Classes whose objects are media, tables and the like, and where in such an object its parts are:
 *
 * <pre>
 *   NAME : KIND PART=SOURCE ...
 *   *.Image : image file=this.path()|this.getPath() caption=this.caption()
 * </pre>
 *
 * {@code *.NAME} is a class of that name in any package, or nested in any class. It is bound with
 * everything that extends or implements it. Sources start at {@code this}, or, for a part of an
 * artifact's entry, at {@code each}; of alternatives the first counts that is there and not null.
 */
public final class ValueBinding {
  private static final Object[] NO_ARGUMENTS = {};

  private final String name;
  private final boolean anywhere;
  private final ValueKind kind;
  private final Map<ValuePart, List<Source>> parts;

  private ValueBinding(
      String name, boolean anywhere, ValueKind kind, Map<ValuePart, List<Source>> parts) {
    this.name = name;
    this.anywhere = anywhere;
    this.kind = kind;
    this.parts = parts;
  }

  /**
   * Reads a binding.
   *
   * @param line as above
   * @throws IllegalArgumentException if it is none; the message says what is wrong
   */
  public static ValueBinding of(String line) {
    String form = "NAME : KIND PART=SOURCE ...";
    BindingLine sides = BindingLine.of(line, form);
    String name = sides.subject();
    if (name.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("expected " + form);
    }
    List<String> words = sides.words();
    ValueKind kind = ValueKind.of(words.get(0));
    Map<ValuePart, List<Source>> parts = new EnumMap<>(ValuePart.class);
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("expected PART=SOURCE instead of " + word);
      }
      ValuePart part = ValuePart.of(word.substring(0, equals));
      if (!kind.has(part)) {
        throw new IllegalArgumentException("no part of " + kind.text() + ": " + part.text());
      }
      if (parts.put(part, sources(part, word.substring(equals + 1))) != null) {
        throw new IllegalArgumentException("given twice: " + part.text());
      }
    }
    boolean anywhere = name.startsWith("*.");
    return new ValueBinding(name.substring(anywhere ? 2 : 0), anywhere, kind, parts);
  }

  private static List<Source> sources(ValuePart part, String alternatives) {
    String root = part.isOfEachEntry() ? "each" : "this";
    List<Source> sources = new ArrayList<>();
    for (String text : BindingLine.alternatives(alternatives)) {
      sources.add(Source.of(text.startsWith("\"") ? text : ofReceiver(text, root)));
    }
    return sources;
  }

  /** What is read is the receiver of a source; only in the text has an entry its own name. */
  private static String ofReceiver(String text, String root) {
    String behind = text.startsWith(root) ? text.substring(root.length()) : "?";
    if (!behind.isEmpty() && behind.charAt(0) != '.' && behind.charAt(0) != '[') {
      throw new IllegalArgumentException(
          "no such source: " + text + "; expected " + root + " and getters behind it");
    }
    return "this" + behind;
  }

  /** What its objects are. */
  public ValueKind kind() {
    return kind;
  }

  /** Whether objects of {@code type} are bound by this. */
  public boolean matches(Class<?> type) {
    return PublicMethods.ancestors(type).stream().anyMatch(each -> isNamed(each.getName()));
  }

  private boolean isNamed(String className) {
    if (className.equals(name)) {
      return true;
    }
    int before = className.length() - name.length() - 1;
    return anywhere
        && before >= 0
        && className.endsWith(name)
        && (className.charAt(before) == '.' || className.charAt(before) == '$');
  }

  /**
   * A part of a value, or of an entry of it.
   *
   * @return null if it has none
   * @throws InvocationTargetException if the program's own method throws
   */
  public @Nullable Object read(ValuePart part, Object value) throws InvocationTargetException {
    for (Source source : parts.getOrDefault(part, List.of())) {
      try {
        Object found = source.read(value, NO_ARGUMENTS, null);
        if (found != null) {
          return found;
        }
      } catch (InvocationTargetException e) {
        throw e;
      } catch (ReflectiveOperationException notThere) {
        // Then another one may be.
      }
    }
    return null;
  }
}
