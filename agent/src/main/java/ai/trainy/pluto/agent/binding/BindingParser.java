package ai.trainy.pluto.agent.binding;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form of bindings. A line is empty, a comment, a client, a class, a method of the
 * class above it, or a kind of value:
 *
 * <pre>
 *   # comment
 *   client NAME                    what follows is another client
 *   class NAME                     that class alone
 *   class *.NAME                   wherever a fat jar moved it, too
 *     SIGNATURE | SIGNATURE : ROLE INPUT=SOURCE|SOURCE ... [optional] [alone] [keep]
 *   value NAME : KIND PART=SOURCE|SOURCE ...
 * </pre>
 *
 * The format is made of lines, and not of JSON or YAML, because it is read on the program's thread
 * when the first client class arrives: a parser library would cost more than the rest of that
 * start.
 */
final class BindingParser {
  private static final String CLASS = "class ";

  private final String file;

  private final List<ClientBinding> clients = new ArrayList<>();
  private final List<ValueBinding> values = new ArrayList<>();
  private final Set<String> bound = new HashSet<>();
  private String client = "";
  private List<ClassBinding> classes = new ArrayList<>();
  private List<MethodBinding> methods = new ArrayList<>();
  private @Nullable String className;

  /**
   * @param file for messages
   */
  BindingParser(String file) {
    this.file = file;
  }

  /**
   * @throws IllegalArgumentException if the text is no binding; the message names file and line
   */
  BindingFile parse(String text) {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        try {
          parseLine(content);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(file + ", line " + number + ": " + e.getMessage(), e);
        }
      }
    }
    endClient();
    return new BindingFile(clients, values);
  }

  private void parseLine(String line) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    String rest = line.substring(end).strip();
    switch (line.substring(0, end)) {
      case "client":
        endClient();
        client = clientName(rest);
        break;
      case "class":
        endClass();
        String name = className(rest);
        className = name;
        methods = new ArrayList<>();
        once(CLASS + name);
        break;
      case "value":
        values.add(ValueBinding.of(rest));
        break;
      default:
        if (className == null) {
          throw new IllegalArgumentException(
              "a method before the first class; expected class NAME, or value NAME : ...");
        }
        MethodBinding method = method(line);
        method
            .spellings()
            .forEach(
                spelling -> once(className + "." + spelling + (method.isAlone() ? " alone" : "")));
        methods.add(method);
    }
  }

  /** Of two bindings for one method, which one counts would be anybody's guess. */
  private void once(String what) {
    if (!bound.add(what)) {
      throw new IllegalArgumentException("bound twice: " + what);
    }
  }

  private static String clientName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a client without a name; expected client NAME");
    }
    return name;
  }

  private static String className(String name) {
    for (String part : (name.startsWith("*.") ? name.substring(2) : name).split("\\.", -1)) {
      if (!Signature.isOf(part, "$")) {
        throw new IllegalArgumentException("no such name of a class: " + name);
      }
    }
    return name;
  }

  private void endClass() {
    if (className != null) {
      boolean relocatable = className.startsWith("*.");
      classes.add(new ClassBinding(className.substring(relocatable ? 2 : 0), relocatable, methods));
      className = null;
    }
  }

  private void endClient() {
    endClass();
    if (!classes.isEmpty()) {
      clients.add(
          new ClientBinding(client.isEmpty() ? file : file + ", client " + client, classes));
      classes = new ArrayList<>();
      bound.removeIf(what -> !what.startsWith(CLASS));
    }
  }

  private static MethodBinding method(String line) {
    BindingLine parts = BindingLine.of(line, "SIGNATURE : ROLE INPUT=SOURCE ...");
    List<String> words = parts.words();
    List<Signature> spellings =
        BindingLine.alternatives(parts.subject()).stream()
            .map(Signature::of)
            .collect(Collectors.toList());
    Role role = Role.of(words.remove(0));
    Set<MethodBinding.Word> flags = EnumSet.noneOf(MethodBinding.Word.class);
    for (MethodBinding.Word flag : MethodBinding.Word.values()) {
      if (words.remove(flag.text())) {
        flags.add(flag);
      }
    }
    Map<Input, Sources> inputs = new EnumMap<>(Input.class);
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("expected INPUT=SOURCE instead of " + word);
      }
      Input input = role.input(word.substring(0, equals));
      if (inputs.put(input, Sources.of(word.substring(equals + 1))) != null) {
        throw new IllegalArgumentException("given twice: " + input.text());
      }
    }
    return new MethodBinding(spellings, role, inputs, flags);
  }
}
