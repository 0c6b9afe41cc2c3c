package ai.trainy.pluto.agent.binding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the text form of a binding. A line is empty, a comment, a class, or a method of the class
 * above it:
 *
 * <pre>
 *   # comment
 *   class NAME                     that class alone
 *   class *.NAME                   wherever a fat jar moved it, too
 *     SIGNATURE | SIGNATURE : ROLE INPUT=SOURCE ... [optional]
 * </pre>
 *
 * The format is made of lines, and not of JSON or YAML, because it is read on the program's thread
 * when the first client class arrives: a parser library would cost more than the rest of that
 * start.
 */
final class BindingParser {
  private final String file;

  private final List<ClassBinding> classes = new ArrayList<>();
  private List<MethodBinding> methods;
  private String className;

  /**
   * @param file for messages
   */
  BindingParser(String file) {
    this.file = file;
  }

  /**
   * @throws IllegalArgumentException if the text is no binding; the message names file and line
   */
  ClientBinding parse(String text) {
    int number = 0;
    for (String line : text.lines().collect(Collectors.toList())) {
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
    endClass();
    return new ClientBinding(classes);
  }

  private void parseLine(String line) {
    if (line.startsWith("class ")) {
      endClass();
      className = line.substring("class ".length()).strip();
      methods = new ArrayList<>();
    } else if (className == null) {
      throw new IllegalArgumentException("a method before the first class");
    } else {
      methods.add(method(line));
    }
  }

  private void endClass() {
    if (className != null) {
      boolean relocatable = className.startsWith("*.");
      classes.add(new ClassBinding(className.substring(relocatable ? 2 : 0), relocatable, methods));
    }
  }

  private static MethodBinding method(String line) {
    String[] sides = line.split(" : ", -1);
    if (sides.length != 2) {
      throw new IllegalArgumentException("expected SIGNATURE : ROLE INPUT=SOURCE ...");
    }
    List<Signature> spellings =
        Arrays.stream(sides[0].split("\\|", -1)).map(Signature::of).collect(Collectors.toList());
    List<String> words = new ArrayList<>(Arrays.asList(sides[1].strip().split(" +", -1)));
    Role role = Role.of(words.remove(0));
    boolean optional = words.remove("optional");
    Map<Input, Source> inputs = new EnumMap<>(Input.class);
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("expected INPUT=SOURCE instead of " + word);
      }
      inputs.put(Input.of(word.substring(0, equals)), Source.of(word.substring(equals + 1)));
    }
    return new MethodBinding(spellings, role, inputs, optional);
  }
}
