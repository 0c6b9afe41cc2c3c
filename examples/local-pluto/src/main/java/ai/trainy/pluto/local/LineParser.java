package ai.trainy.pluto.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one kind of NDJSON line, field by field and without a tree: every known field exactly once,
 * no other (the protocol, section 8.3). Used by one thread; reused from line to line.
 */
abstract class LineParser {
  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // the services have no limit of their own
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final BigInteger MAX_U64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private final List<String> fields;
  private final boolean[] seen;

  LineParser(String... fields) {
    this.fields = List.of(fields);
    this.seen = new boolean[fields.length];
  }

  /** Reads the value of the field with this index; the parser stands on the value's first token. */
  abstract void field(int index, JsonParser parser) throws IOException, IngestError;

  /** Checks and keeps the line just read; returns the rows it makes. */
  abstract int finish() throws IngestError;

  /** Parses the reader's present line and keeps it; returns the rows it makes. */
  final int accept(LineReader line) throws IngestError {
    try (JsonParser parser = JSON.createParser(line.buffer(), line.start(), line.length())) {
      if (!line.isUtf8() || parser.nextToken() != JsonToken.START_OBJECT) {
        throw mistyped("expected a JSON object: " + line.excerpt());
      }
      Arrays.fill(seen, false);
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        int index = fields.indexOf(name);
        if (index < 0) {
          throw mistyped("unknown field `" + name + "`");
        }
        if (seen[index]) {
          throw mistyped("duplicate field `" + name + "`");
        }
        seen[index] = true;
        parser.nextToken();
        field(index, parser);
      }
      if (parser.nextToken() != null) {
        throw mistyped("trailing characters: " + line.excerpt());
      }
    } catch (JsonProcessingException e) {
      throw mistyped("invalid JSON: " + line.excerpt());
    } catch (IOException e) {
      throw new IllegalStateException(e); // an array cannot fail
    }
    for (int i = 0; i < seen.length; i++) {
      if (!seen[i]) {
        throw mistyped("missing field `" + fields.get(i) + "`");
      }
    }
    return finish();
  }

  static IngestError mistyped(String text) {
    return new IngestError(
        IngestError.Kind.STREAM_DECODING_ERROR, "Failed to parse JSON line: " + text);
  }

  /** The present token as an unsigned integer of 64 bits, written without fraction or exponent. */
  static long unsigned(JsonParser parser) throws IOException, IngestError {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        long value = parser.getLongValue();
        if (value >= 0) {
          return value;
        }
      } else {
        BigInteger value = parser.getBigIntegerValue();
        if (value.signum() > 0 && value.compareTo(MAX_U64) <= 0) {
          return value.longValue();
        }
      }
    }
    throw mistyped("invalid type: expected u64 for `" + parser.currentName() + "`");
  }

  /** The present token as a string without lone surrogates. */
  static String string(JsonParser parser) throws IOException, IngestError {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw mistyped("invalid type: expected a string for `" + parser.currentName() + "`");
    }
    return wellFormed(parser.getText());
  }

  /** Whether a text is nothing but white space of Unicode, of which Java's knows a part. */
  static boolean isBlank(String text) {
    return text.chars()
        .allMatch(c -> Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\u0085');
  }

  static String wellFormed(String text) throws IngestError {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (!pair) {
          throw mistyped("lone surrogate in a string");
        }
        i++;
      }
    }
    return text;
  }
}
