package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** One POST route of the api service: a rule for the body, and what to do with a good one. */
interface Endpoint {
  Schema schema();

  /** Answers a body that follows the schema. */
  Reply answer(JsonNode body);

  /**
   * Answers a body not declared as JSON: the service then sees no fields at all (the protocol,
   * section 0.3).
   */
  default Reply answerWithoutJson() {
    return Reply.json(500, Json.object().put("error", "Internal Server Error"));
  }

  static Endpoint of(Schema schema, Function<JsonNode, Reply> answer) {
    return new Endpoint() {
      @Override
      public Schema schema() {
        return schema;
      }

      @Override
      public Reply answer(JsonNode body) {
        return answer.apply(body);
      }
    };
  }
}
