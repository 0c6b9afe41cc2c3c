package ai.trainy.pluto.local;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/** Lines of {@code /ingest/metrics}: a step's values by name. */
final class MetricLines extends LineParser {
  private static final BigInteger MIN_I64 = BigInteger.valueOf(Long.MIN_VALUE);

  private final RunData target;
  private long time;
  private long step;
  private String[] names = new String[16];
  private double[] values = new double[16];
  private int count;

  MetricLines(RunData target) {
    super("time", "step", "data");
    this.target = target;
  }

  @Override
  void field(int index, JsonParser parser) throws IOException, IngestError {
    switch (index) {
      case 0:
        time = unsigned(parser);
        break;
      case 1:
        step = unsigned(parser);
        break;
      default:
        values(parser);
    }
  }

  @Override
  int finish() throws IngestError {
    if (count == 0) {
      throw new IngestError(IngestError.Kind.INVALID_METRIC_FORMAT, "'data' field cannot be empty");
    }
    for (int i = 0; i < count; i++) {
      if (isBlank(names[i])) {
        throw new IngestError(
            IngestError.Kind.INVALID_METRIC_FORMAT, "Metric name cannot be empty");
      }
    }
    return target.addMetrics(step, time, names, values, count);
  }

  private void values(JsonParser parser) throws IOException, IngestError {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw mistyped("invalid type: expected a map for `data`");
    }
    count = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      if (count == names.length) {
        names = Arrays.copyOf(names, count * 2);
        values = Arrays.copyOf(values, count * 2);
      }
      names[count] = wellFormed(name);
      values[count] = value(parser);
      count++;
    }
  }

  private static double value(JsonParser parser) throws IOException, IngestError {
    switch (parser.currentToken()) {
      case VALUE_NUMBER_INT:
        return integer(parser);
      case VALUE_NUMBER_FLOAT:
        double value = parser.getDoubleValue();
        return Double.isFinite(value) ? value : nonFinite(parser);
      case VALUE_STRING:
        return nonFinite(parser);
      default:
        throw mistyped("invalid value for metric `" + parser.currentName() + "`");
    }
  }

  private static double integer(JsonParser parser) throws IOException, IngestError {
    if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return (double) parser.getLongValue();
    }
    BigInteger value = parser.getBigIntegerValue();
    if (value.compareTo(MIN_I64) < 0 || value.bitLength() > 64) {
      throw mistyped("number out of range for metric `" + parser.currentName() + "`");
    }
    return value.doubleValue();
  }

  /** Only these three words, quoted or bare; a literal too large for a double is none of them. */
  private static double nonFinite(JsonParser parser) throws IOException, IngestError {
    switch (parser.getText()) {
      case "NaN":
        return Double.NaN;
      case "Infinity":
        return Double.POSITIVE_INFINITY;
      case "-Infinity":
        return Double.NEGATIVE_INFINITY;
      default:
        throw mistyped("invalid value for metric `" + parser.currentName() + "`");
    }
  }
}
