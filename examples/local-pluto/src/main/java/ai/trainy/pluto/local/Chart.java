package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A metric reduced to what a chart can show: the lowest and the highest value of each bucket of
 * neighbouring points, so that no peak is lost, and the first value of each that is no number.
 */
final class Chart {
  private final ObjectNode chart = Json.object();
  private final ArrayNode steps = chart.putArray("steps");
  private final ArrayNode times = chart.putArray("times");
  private final ArrayNode values = chart.putArray("values");
  private long nonFinite;

  private Chart() {}

  /** All points, in this many buckets. */
  static ObjectNode of(List<Point> points, int buckets) {
    Chart chart = new Chart();
    int perBucket = Math.max(1, (points.size() + buckets - 1) / buckets);
    for (int from = 0; from < points.size(); from += perBucket) {
      chart.add(points.subList(from, Math.min(from + perBucket, points.size())));
    }
    return chart.chart.put("count", points.size()).put("nonFinite", chart.nonFinite);
  }

  /**
   * The points from one place on the x axis to another, and one more on each side so that lines
   * reach the edge. The points must be in the order of that axis.
   */
  static List<Point> between(List<Point> points, ToLongFunction<Point> x, long from, long to) {
    int first = Math.max(0, firstFrom(points, x, from) - 1);
    int last = to == Long.MAX_VALUE ? points.size() : firstFrom(points, x, to + 1) + 1;
    return points.subList(first, Math.max(first, Math.min(points.size(), last)));
  }

  private static int firstFrom(List<Point> points, ToLongFunction<Point> x, long least) {
    int low = 0;
    int high = points.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (x.applyAsLong(points.get(middle)) < least) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void add(List<Point> bucket) {
    Point low = null;
    Point high = null;
    Point odd = null;
    Map<Integer, Point> kept = new TreeMap<>(); // by place in the bucket, each read once
    int lowAt = -1;
    int highAt = -1;
    for (int i = 0; i < bucket.size(); i++) {
      Point point = bucket.get(i);
      if (!Double.isFinite(point.value())) {
        nonFinite++;
        if (odd == null) {
          odd = point;
          kept.put(i, odd);
        }
        continue;
      }
      if (low == null || point.value() < low.value()) {
        low = point;
        lowAt = i;
      }
      if (high == null || point.value() > high.value()) {
        high = point;
        highAt = i;
      }
    }
    if (low != null) {
      kept.put(lowAt, low);
      kept.put(highAt, high);
    }
    kept.values().forEach(this::add);
  }

  private void add(Point point) {
    steps.add(Json.unsigned(point.step()));
    times.add(Json.unsigned(point.time()));
    if (Double.isFinite(point.value())) {
      values.add(point.value());
    } else {
      values.add(Double.toString(point.value()));
    }
  }
}
