package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A metric reduced to what a small chart can show. */
final class Chart {
  private static final int BUCKETS = 300;

  private Chart() {}

  /** Keeps the lowest and the highest finite value of each bucket of neighbouring points. */
  static ObjectNode of(List<Point> points) {
    ObjectNode chart = Json.object().put("count", points.size());
    chart.put("last", String.valueOf(points.get(points.size() - 1).value()));
    ArrayNode line = chart.putArray("line");
    int perBucket = Math.max(1, (points.size() + BUCKETS - 1) / BUCKETS);
    for (int from = 0; from < points.size(); from += perBucket) {
      addBucket(line, points.subList(from, Math.min(from + perBucket, points.size())));
    }
    return chart;
  }

  private static void addBucket(ArrayNode line, List<Point> bucket) {
    Point low = null;
    Point high = null;
    for (Point point : bucket) {
      if (Double.isFinite(point.value())) {
        low = low == null || point.value() < low.value() ? point : low;
        high = high == null || point.value() > high.value() ? point : high;
      }
    }
    if (low == null) {
      return;
    }
    boolean lowFirst = Long.compareUnsigned(low.step(), high.step()) <= 0;
    add(line, lowFirst ? low : high);
    if (!low.equals(high)) {
      add(line, lowFirst ? high : low);
    }
  }

  private static void add(ArrayNode line, Point point) {
    line.addArray().add(point.step()).add(point.value());
  }
}
