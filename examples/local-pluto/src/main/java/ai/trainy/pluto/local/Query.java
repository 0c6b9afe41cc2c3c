package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of one of the api's reads; what is missing or no number is a 400. Immutable. */
final class Query {
  private final Map<String, String> parameters;

  Query(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /** Returns the parameter, null if it is missing. */
  @Nullable String text(String name) {
    return parameters.get(name);
  }

  String text(String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }

  String required(String name) {
    ObjectNode fields = Json.object();
    parameters.forEach(fields::put);
    Schema.object().field(name, Schema.string()).require(fields);
    return fields.get(name).textValue();
  }

  long number(String name) {
    return parse(name, required(name), 0, Long.MAX_VALUE);
  }

  long signed(String name) {
    return parse(name, required(name), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  int integer(String name, int otherwise, int min, int max) {
    String text = parameters.get(name);
    return text == null ? otherwise : (int) parse(name, text, min, max);
  }

  private static long parse(String name, String text, long min, long max) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw Schema.violation(name, "Expected an integer from " + min + " to " + max);
  }
}
