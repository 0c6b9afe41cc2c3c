package ai.trainy.pluto;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.route.MetricName;
import ai.trainy.pluto.route.NotPlainException;
import ai.trainy.pluto.route.Numbers;
import ai.trainy.pluto.route.PlainValue;
import ai.trainy.pluto.route.Wrapped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one log call, sorted by where in Pluto they go (the protocol, section 17.1). Used
 * once, by the thread that logs.
 */
final class Row {
  private static final int MAX_DEPTH = 64;

  /** Told of each value that cannot be kept as it is. */
  interface Refusals {
    /**
     * Something is wrong with it.
     *
     * @param kind what is said once
     * @param what the sentence for people, without its end
     */
    void bad(String kind, String what);

    /** It is of a kind that Pluto has no place for. */
    void unknown(String name, String what);

    /** Its name is longer than Pluto's are: it is kept, under a part of it. */
    void shortened(String name);
  }

  private final long time;
  private final long step;
  private final Routing routing;
  private final Refusals refusals;

  private final List<MetricsRecord> metrics = new ArrayList<>(1);
  private MetricsRecord last;
  private Map<String, Object> config = Map.of();
  private List<DataRow> data = List.of();
  private List<MediaGroup> media = List.of();

  /**
   * @param expected how many values will probably come
   */
  Row(long time, long step, int expected, Routing routing, Refusals refusals) {
    this.time = time;
    this.step = step;
    this.routing = routing;
    this.refusals = refusals;
    this.last = new MetricsRecord(time, step, expected);
    metrics.add(last);
  }

  /** Numbers, in records that are not empty unless there are none at all. */
  List<MetricsRecord> metrics() {
    return metrics;
  }

  /** Values for the run's config, in plain types; in a map of the caller's own. */
  Map<String, Object> config() {
    return config;
  }

  List<DataRow> data() {
    return data;
  }

  List<MediaGroup> media() {
    return media;
  }

  long time() {
    return time;
  }

  long step() {
    return step;
  }

  /** Sorts a value in. */
  void add(String name, Object value) {
    add(name, value, 0);
  }

  private void add(String name, Object value, int depth) {
    if (name == null || name.isBlank()) {
      refusals.bad("blank name", "a value has a blank name");
      return;
    }
    if (name.length() > MetricName.MAX_LENGTH) {
      refusals.shortened(name);
    }
    if (value instanceof Number) {
      addNumber(name, (Number) value);
    } else if (value instanceof Media) {
      addMedia(name, List.of((Media) value));
    } else if (value instanceof Histogram) {
      addData(LogType.HISTOGRAM, name, ((Histogram) value).data());
    } else if (value instanceof Table) {
      addData(LogType.TABLE, name, TableData.of((Table) value));
    } else if (value instanceof Unloggable) {
      refusals.bad("value " + name, "'" + name + "' is " + ((Unloggable) value).reason());
    } else if (Wrapped.is(value)) {
      add(name, Wrapped.content(value), depth);
    } else if (value instanceof Object[]) {
      addList(name, Arrays.asList((Object[]) value), value);
    } else if (value instanceof Collection) {
      addList(name, (Collection<?>) value, value);
    } else if (value instanceof Map && routing.opensMaps() && depth < MAX_DEPTH) {
      ((Map<?, ?>) value).forEach((key, inner) -> add(name + "." + key, inner, depth + 1));
    } else if (routing.makesHistograms() && Numbers.areIn(value)) {
      addHistogram(name, value);
    } else {
      addConfig(name, value);
    }
  }

  private void addNumber(String name, Number value) {
    double number;
    try {
      number = PlainValue.asDouble(value);
    } catch (RuntimeException e) {
      // A Number of the program's own, computed when it is asked.
      refusals.bad(
          "value " + name, "'" + name + "' has no number (" + e.getClass().getName() + ")");
      return;
    }
    if (last.size() == MetricsRecord.MAX_VALUES) {
      last = new MetricsRecord(time, step, MetricsRecord.MAX_VALUES);
      metrics.add(last);
    }
    last.add(MetricName.clean(name), number);
  }

  /** A list with media in it is these; what else is in it stays behind, as in the Python client. */
  private void addList(String name, Collection<?> list, Object value) {
    List<Media> found = new ArrayList<>(0);
    boolean others = false;
    for (Object element : list) {
      if (element instanceof Media) {
        found.add((Media) element);
      } else if (isOfOurs(element)) {
        others = true;
        add(name, element);
      }
    }
    if (!found.isEmpty()) {
      addMedia(name, found);
    } else if (others) {
      return;
    } else if (routing.makesHistograms() && Numbers.areIn(value)) {
      addHistogram(name, value);
    } else {
      addConfig(name, value);
    }
  }

  private static boolean isOfOurs(Object element) {
    return element instanceof Histogram
        || element instanceof Table
        || element instanceof Unloggable;
  }

  private void addMedia(String name, List<Media> found) {
    media = media.isEmpty() ? new ArrayList<>() : media;
    media.add(new MediaGroup(name, found));
  }

  private void addHistogram(String name, Object numbers) {
    try {
      addData(LogType.HISTOGRAM, name, Histogram.of(Numbers.in(numbers)).data());
    } catch (IllegalArgumentException e) {
      refusals.bad("value " + name, "'" + name + "' is " + e.getMessage());
    }
  }

  private void addData(LogType type, String name, Map<String, Object> content) {
    data = data.isEmpty() ? new ArrayList<>(1) : data;
    data.add(new DataRow(type, MetricName.clean(name), time, step, content));
  }

  private void addConfig(String name, Object value) {
    try {
      Object plain = PlainValue.of(value);
      config = config.isEmpty() ? new LinkedHashMap<>() : config;
      config.put(PlainValue.text(MetricName.bounded(name)), plain);
    } catch (NotPlainException e) {
      String what = "'" + name + "' is " + e.getMessage();
      if (e.isUnknownType()) {
        refusals.unknown(name, what + ", which Pluto has no place for");
      } else {
        refusals.bad("value " + name, what);
      }
    }
  }
}
