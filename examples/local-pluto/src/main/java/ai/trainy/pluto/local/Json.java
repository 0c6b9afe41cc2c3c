package ai.trainy.pluto.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small documents as trees, read as strictly as the services read them. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final TypeReference<Map<String, Object>> STRING_KEYS = new TypeReference<>() {};

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Parses one document; an empty text is malformed. */
  static JsonNode parse(byte[] utf8) throws IOException {
    JsonNode node = MAPPER.readTree(utf8);
    if (node == null || node.isMissingNode()) {
      throw new IOException("empty document");
    }
    return node;
  }

  /** Parses one document; an empty text is malformed. */
  static JsonNode parse(String text) throws IOException {
    JsonNode node = MAPPER.readTree(text);
    if (node == null || node.isMissingNode()) {
      throw new IOException("empty document");
    }
    return node;
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree can always be written
    }
  }

  static Map<String, Object> toMap(JsonNode object) {
    return object.isObject() ? MAPPER.convertValue(object, STRING_KEYS) : Map.of();
  }

  static JsonNode orNull(@Nullable JsonNode node) {
    return node == null ? NullNode.getInstance() : node;
  }

  /** A number of 64 bits without a sign. */
  static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  /** Merges key by key; everything but two objects is overwritten (the protocol, section 6). */
  static JsonNode merge(@Nullable JsonNode base, JsonNode patch) {
    if (base == null || !base.isObject() || !patch.isObject()) {
      return patch.deepCopy();
    }
    ObjectNode merged = base.deepCopy();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      merged.set(field.getKey(), merge(merged.get(field.getKey()), field.getValue()));
    }
    return merged;
  }

  /** Whether a string or key is one that the real service's database cannot store. */
  static boolean isUnstorable(JsonNode node) {
    if (node.isTextual()) {
      return isUnstorable(node.textValue());
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (isUnstorable(field.getKey())) {
        return true;
      }
    }
    for (JsonNode child : node) {
      if (isUnstorable(child)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text holds U+0000 or half of a surrogate pair. */
  static boolean isUnstorable(String text) {
    return text.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
  }

  /** The length of the longest path to a value: its keys, joined by dots. */
  static int longestPath(JsonNode node) {
    int longest = 0;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      int below = longestPath(field.getValue());
      longest = Math.max(longest, field.getKey().length() + (below == 0 ? 0 : below + 1));
    }
    return longest;
  }
}
