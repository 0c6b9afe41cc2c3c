package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import okhttp3.RequestBody;

/** JSON both ways. */
final class Json {
  private final ObjectMapper mapper = new ObjectMapper();

  JsonFactory factory() {
    return mapper.getFactory();
  }

  ObjectNode object() {
    return mapper.createObjectNode();
  }

  /** A map of plain values as the text of a JSON object: config travels inside a string. */
  String text(Map<String, Object> values) {
    try {
      return mapper.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("config holds a value that is not plain", e);
    }
  }

  RequestBody body(ObjectNode object) {
    try {
      return Body.json(mapper.writeValueAsBytes(object));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The body of an accepted answer. What is no JSON came from something else on the way. */
  Outcome<JsonNode> parsed(Outcome<String> answer) {
    if (!answer.isAccepted()) {
      return answer.failure();
    }
    try {
      return Outcome.accepted(mapper.readTree(answer.value()));
    } catch (JsonProcessingException e) {
      return Outcome.tryAgain("the answer is no JSON", Duration.ZERO);
    }
  }
}
