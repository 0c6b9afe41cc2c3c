package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A rule for one JSON value, whose violations read as those of the api service's validator (the
 * protocol, section 0.4). An absent value is a {@link MissingNode}. Immutable, but for {@link
 * ObjectSchema} while it is built.
 */
abstract class Schema {
  /** Adds an issue for each violation. */
  abstract void check(JsonNode value, List<Object> path, ArrayNode issues);

  /** Throws the 400 the api answers if the value breaks this rule. */
  final void require(JsonNode value) {
    ArrayNode issues = Json.array();
    check(value, List.of(), issues);
    if (!issues.isEmpty()) {
      throw zodError(issues);
    }
  }

  /** Returns the 400 for a field that breaks a rule told in words. */
  static Refused violation(String field, String message) {
    ArrayNode issues = Json.array();
    issue("custom", List.of(field), issues).put("message", message);
    return zodError(issues);
  }

  private static Refused zodError(ArrayNode issues) {
    ObjectNode body = Json.object().put("success", false);
    body.putObject("error").put("name", "ZodError").set("issues", issues);
    return new Refused(Reply.json(400, body));
  }

  /** Accepts also an absent value. */
  final Schema optional() {
    return rule(
        (value, path, issues) -> {
          if (!value.isMissingNode()) {
            check(value, path, issues);
          }
        });
  }

  /** Accepts also {@code null}. */
  final Schema nullable() {
    return rule(
        (value, path, issues) -> {
          if (!value.isNull()) {
            check(value, path, issues);
          }
        });
  }

  /** Accepts also an absent value and {@code null}. */
  final Schema nullish() {
    return optional().nullable();
  }

  static Schema any() {
    return rule((value, path, issues) -> {});
  }

  static Schema string() {
    return typed("string", JsonNode::isTextual);
  }

  static Schema number() {
    return typed("number", JsonNode::isNumber);
  }

  static Schema bool() {
    return typed("boolean", JsonNode::isBoolean);
  }

  /** A string of at least and at most so many UTF-16 units. */
  static Schema string(int min, int max) {
    return string()
        .and(
            (value, path, issues) -> {
              int length = value.textValue().length();
              if (length < min) {
                bound("too_small", "minimum", min, "string", path, issues)
                    .put("message", "String must contain at least " + min + " character(s)");
              } else if (length > max) {
                bound("too_big", "maximum", max, "string", path, issues)
                    .put("message", "String must contain at most " + max + " character(s)");
              }
            });
  }

  /** A number without a fraction; {@code 3.0} is one, as in JavaScript. */
  static Schema integer() {
    return number()
        .and(
            (value, path, issues) -> {
              if (value.doubleValue() != Math.rint(value.doubleValue())) {
                mismatch("integer", "float", path, issues);
              }
            });
  }

  /** Milliseconds that JavaScript can hold as a date. */
  static Schema timestamp() {
    long max = 8_640_000_000_000_000L;
    return integer()
        .and(
            (value, path, issues) -> {
              if (value.doubleValue() < 0) {
                bound("too_small", "minimum", 0, "number", path, issues)
                    .put("message", "Number must be greater than or equal to 0");
              } else if (value.doubleValue() > max) {
                bound("too_big", "maximum", max, "number", path, issues)
                    .put("message", "Number must be less than or equal to " + max);
              }
            });
  }

  static Schema oneOf(String... options) {
    String quoted = "'" + String.join("' | '", options) + "'";
    return typed(quoted, JsonNode::isTextual)
        .and(
            (value, path, issues) -> {
              if (List.of(options).contains(value.textValue())) {
                return;
              }
              ObjectNode issue = issue("invalid_enum_value", path, issues);
              ArrayNode allowed = issue.put("received", value.textValue()).putArray("options");
              List.of(options).forEach(allowed::add);
              issue.put(
                  "message",
                  "Invalid enum value. Expected "
                      + quoted
                      + ", received '"
                      + value.textValue()
                      + "'");
            });
  }

  static Schema arrayOf(Schema element, int max) {
    return typed("array", JsonNode::isArray)
        .and(
            (value, path, issues) -> {
              if (value.size() > max) {
                bound("too_big", "maximum", max, "array", path, issues)
                    .put("message", "Array must contain at most " + max + " element(s)");
              }
              for (int i = 0; i < value.size(); i++) {
                element.check(value.get(i), append(path, i), issues);
              }
            });
  }

  /** An object of any keys whose values all follow one rule. */
  static Schema mapOf(Schema element) {
    return typed("object", JsonNode::isObject)
        .and(
            (value, path, issues) -> {
              for (Map.Entry<String, JsonNode> field : value.properties()) {
                element.check(field.getValue(), append(path, field.getKey()), issues);
              }
            });
  }

  static ObjectSchema object() {
    return new ObjectSchema();
  }

  /** An object of known fields; unknown ones are ignored. */
  static final class ObjectSchema extends Schema {
    private final Map<String, Schema> fields = new LinkedHashMap<>();
    private Predicate<JsonNode> refinement = value -> true;
    private String refinementMessage = "";

    private ObjectSchema() {}

    ObjectSchema field(String name, Schema schema) {
      fields.put(name, schema);
      return this;
    }

    /** Adds a rule for the object as a whole, checked once its fields are good. */
    ObjectSchema refine(Predicate<JsonNode> rule, String message) {
      refinement = rule;
      refinementMessage = message;
      return this;
    }

    @Override
    void check(JsonNode value, List<Object> path, ArrayNode issues) {
      if (!value.isObject()) {
        mismatch("object", typeOf(value), path, issues);
        return;
      }
      int before = issues.size();
      fields.forEach((name, schema) -> schema.check(value.path(name), append(path, name), issues));
      if (issues.size() == before && !refinement.test(value)) {
        issue("custom", path, issues).put("message", refinementMessage);
      }
    }
  }

  private interface Rule {
    void check(JsonNode value, List<Object> path, ArrayNode issues);
  }

  private static Schema rule(Rule rule) {
    return new Schema() {
      @Override
      void check(JsonNode value, List<Object> path, ArrayNode issues) {
        rule.check(value, path, issues);
      }
    };
  }

  private static Schema typed(String expected, Predicate<JsonNode> isOfType) {
    return rule(
        (value, path, issues) -> {
          if (!isOfType.test(value)) {
            mismatch(expected, typeOf(value), path, issues);
          }
        });
  }

  /** Applies a further rule to values that pass this one. */
  private Schema and(Rule further) {
    return rule(
        (value, path, issues) -> {
          int before = issues.size();
          check(value, path, issues);
          if (issues.size() == before) {
            further.check(value, path, issues);
          }
        });
  }

  private static ObjectNode issue(String code, List<Object> path, ArrayNode issues) {
    ObjectNode issue = issues.addObject().put("code", code);
    ArrayNode elements = issue.putArray("path");
    for (Object element : path) {
      if (element instanceof Integer) {
        elements.add((Integer) element);
      } else {
        elements.add(element.toString());
      }
    }
    return issue;
  }

  private static void mismatch(
      String expected, String received, List<Object> path, ArrayNode issues) {
    issue("invalid_type", path, issues)
        .put("expected", expected)
        .put("received", received)
        .put(
            "message",
            received.equals("undefined")
                ? "Required"
                : "Expected " + expected + ", received " + received);
  }

  private static ObjectNode bound(
      String code, String name, long limit, String type, List<Object> path, ArrayNode issues) {
    return issue(code, path, issues)
        .put(name, limit)
        .put("type", type)
        .put("inclusive", true)
        .put("exact", false);
  }

  private static String typeOf(JsonNode value) {
    return value.isMissingNode()
        ? "undefined"
        : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static List<Object> append(List<Object> path, Object element) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(element);
    return longer;
  }
}
