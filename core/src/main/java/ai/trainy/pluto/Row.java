package ai.trainy.pluto;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Message;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.route.ConfigPaths;
import ai.trainy.pluto.route.HeldName;
import ai.trainy.pluto.route.NotPlainException;
import ai.trainy.pluto.route.Numbers;
import ai.trainy.pluto.route.PlainValue;
import ai.trainy.pluto.route.ValueCopy;
import ai.trainy.pluto.route.Wrapped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one log call, sorted by their destination in Pluto (the protocol, section 17.1).
 * Used once, by the thread that logs.
 */
final class Row {
  /** Receives each value that cannot be stored as it is. */
  interface Refusals {
    /**
     * Reports values that are skipped.
     *
     * @param values how many
     * @param why the message
     * @param arguments the message's arguments
     */
    void refuse(long values, Message why, Object... arguments);

    /** Reports one skipped value, with one message for each name. */
    void refuseOne(String name, Message why, Object... arguments);

    /** Reports a name that Pluto cannot store, and the name used instead. */
    void renamed(String given, String held);

    /** Reports values left out of the run's config because their paths are too long. */
    void longPaths(String name, int values);
  }

  private final long time;
  private final long step;
  private final Routing routing;
  private final Refusals refusals;

  /** Those behind which there is another. */
  private List<MetricsRecord> full = List.of();

  private MetricsRecord last;
  private Map<String, Object> config = Map.of();
  private List<DataRow> data = List.of();
  private List<MediaGroup> media = List.of();

  /**
   * @param first receives the numbers, as far as they fit
   */
  Row(long time, long step, MetricsRecord first, Routing routing, Refusals refusals) {
    this.time = time;
    this.step = step;
    this.routing = routing;
    this.refusals = refusals;
    this.last = first;
  }

  /** Returns the numbers, in records that are not empty unless there are no numbers at all. */
  List<MetricsRecord> metrics() {
    if (full.isEmpty()) {
      return List.of(last);
    }
    List<MetricsRecord> all = new ArrayList<>(full);
    all.add(last);
    return all;
  }

  /**
   * Returns the values for the run's config, as plain types, in a map that the caller may change.
   */
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

  /** Adds the values of a call, except those that a client adds for its own use. */
  void addAll(Map<?, ?> values) {
    try {
      for (Map.Entry<?, ?> entry : values.entrySet()) {
        String name = entry.getKey() == null ? null : entry.getKey().toString();
        if (!routing.isOfTheClient(name)) {
          add(name, entry.getValue());
        }
      }
    } catch (RuntimeException e) {
      // For instance, another thread changes the map meanwhile.
      refusals.refuse(1, CoreMessage.ROW_UNREADABLE, e.getClass().getName());
    }
  }

  /** Adds a value. */
  void add(@Nullable String name, @Nullable Object value) {
    if (name == null) {
      refusals.refuse(1, CoreMessage.VALUE_WITHOUT_NAME);
      return;
    }
    try {
      sort(name, value);
    } catch (NotPlainException e) {
      refuse(name, "is " + Reason.of(e));
    } catch (Throwable e) {
      // Calls the program's own objects, which may throw anything.
      refuse(name, "cannot be read (" + e.getClass().getName() + ")");
    }
  }

  private void refuse(String name, String why) {
    String shown = Shown.of(name);
    refusals.refuseOne(shown, CoreMessage.VALUE_SKIPPED, shown, why);
  }

  private void sort(String name, @Nullable Object value) {
    if (value == null) {
      addConfig(name, null);
    } else if (value instanceof Number) {
      addNumber(name, (Number) value);
    } else if (value instanceof Media) {
      addMedia(name, List.of((Media) value));
    } else if (value instanceof Histogram) {
      addData(LogType.HISTOGRAM, name, ((Histogram) value).data());
    } else if (value instanceof Table) {
      addData(LogType.TABLE, name, ((Table) value).data());
    } else if (value instanceof Unloggable) {
      refuse(name, "is " + ((Unloggable) value).reason());
    } else if (Wrapped.is(value)) {
      sort(name, ValueCopy.of(value));
    } else if (value instanceof Object[]) {
      addList(name, Arrays.asList((Object[]) value), value);
    } else if (value instanceof Collection) {
      addList(name, (Collection<?>) value, value);
    } else if (value instanceof Map && routing.opensMaps()) {
      addOpened(name, value);
    } else if (routing.makesHistograms() && Numbers.areIn(value)) {
      addHistogram(name, value);
    } else {
      addConfig(name, value);
    }
  }

  private void addNumber(String name, Number value) {
    double number = PlainValue.asDouble(value);
    if (Double.isInfinite(number) && !isInfinite(value)) {
      refuse(name, "is a number that a double cannot hold");
      return;
    }
    if (last.size() == MetricsRecord.MAX_VALUES) {
      full = full.isEmpty() ? new ArrayList<>() : full;
      full.add(last);
      last = new MetricsRecord(time, step, MetricsRecord.MAX_VALUES);
    }
    last.add(metric(name), number);
  }

  /** Returns whether a number is meant to be infinite, rather than just too large. */
  private static boolean isInfinite(Number value) {
    return value instanceof Double
        || value instanceof Float
        || String.valueOf(value).contains("nfinity");
  }

  /** Adds a list. If it contains media, only those are logged, as in the Python client. */
  private void addList(String name, Collection<?> list, Object value) {
    List<Media> found = new ArrayList<>(0);
    boolean others = false;
    for (Object element : list) {
      if (element instanceof Media) {
        found.add((Media) element);
      } else if (isOfOurs(element)) {
        others = true;
        sort(name, element);
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

  private void addOpened(String name, Object map) {
    // A copy has an end, whatever is in the map.
    Object copy = ValueCopy.of(map);
    if (copy instanceof Map) {
      ((Map<?, ?>) copy).forEach((key, value) -> sort(name + "." + key, value));
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
      refuse(name, "is " + Reason.of(e));
    }
  }

  private void addData(LogType type, String name, Map<String, Object> content) {
    data = data.isEmpty() ? new ArrayList<>(1) : data;
    data.add(new DataRow(type, metric(name), time, step, content));
  }

  private String metric(String given) {
    return held(given, HeldName.ofMetric(given));
  }

  @SuppressWarnings("ReferenceEquality") // it is itself if it was not changed
  private String held(String given, String held) {
    if (held != given) {
      refusals.renamed(given, held);
    }
    return held;
  }

  private void addConfig(String name, @Nullable Object value) {
    try {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put(held(name, HeldName.ofConfig(name)), PlainValue.of(value));
      int removed = ConfigPaths.removeLong(entry);
      if (removed > 0) {
        refusals.longPaths(name, removed);
      }
      config = config.isEmpty() ? new LinkedHashMap<>() : config;
      config.putAll(entry);
    } catch (NotPlainException e) {
      if (e.isUnknownType()) {
        String shown = Shown.of(name);
        refusals.refuseOne(shown, CoreMessage.VALUE_UNSUPPORTED, shown, Reason.of(e));
      } else {
        refuse(name, "is " + Reason.of(e));
      }
    }
  }
}
