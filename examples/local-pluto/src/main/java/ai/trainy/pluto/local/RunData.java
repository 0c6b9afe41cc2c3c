package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What ingest received under one run id and project name, whether or not such a run exists (the
 * protocol, section 8.2). Safe for use by several threads; each line is added as a whole.
 */
class RunData {
  private final Archive.@Nullable Place place; // null: all is in memory
  private final Map<String, Series> metrics = new LinkedHashMap<>();
  private final Shelf<DataRow> dataRows;
  private final Shelf<LogLine> logLines;
  private final Shelf<FileAnnouncement> files;
  private long metricLines;
  private long newestMetricTime = -1;
  private long highestStep = -1;

  RunData() {
    this.place = null;
    this.dataRows = new Shelf<>();
    this.logLines = new Shelf<>();
    this.files = new Shelf<>();
  }

  /** What an archive keeps; the description is one of {@link #save}, empty of a new place. */
  RunData(Archive.Place place, JsonNode description) {
    this.place = place;
    this.dataRows = place.rows(description.path("rows").intValue());
    this.logLines = place.lines(description.path("lines").intValue());
    this.files = place.files(description.path("files").intValue());
    description
        .path("series")
        .forEach(series -> metrics.put(series.get("name").textValue(), place.series(series)));
    this.metricLines = description.path("metricLines").longValue();
    this.newestMetricTime = description.path("newestMetricTime").asLong(-1);
    this.highestStep = description.path("highestStep").asLong(-1);
  }

  /**
   * Adds the first {@code count} names and values, of a repeated name the last; returns the rows
   * this makes.
   */
  synchronized int addMetrics(long step, long time, String[] names, double[] values, int count) {
    long line = metricLines++;
    int rows = 0;
    for (int i = 0; i < count; i++) {
      Series series = metrics.get(names[i]);
      if (series == null) {
        series = place == null ? new Series() : place.series();
        metrics.put(names[i], series);
      }
      rows += series.append(line, step, time, values[i]) ? 1 : 0;
    }
    newestMetricTime = Math.max(newestMetricTime, time);
    highestStep = Math.max(highestStep, step);
    changed();
    return rows;
  }

  synchronized void add(DataRow row) {
    dataRows.add(row);
    changed();
  }

  synchronized void add(LogLine line) {
    logLines.add(line);
    changed();
  }

  synchronized void add(FileAnnouncement file) {
    files.add(file);
    changed();
  }

  private void changed() {
    if (place != null) {
      place.changed(this);
    }
  }

  /** Writes what is not on disk yet; returns what all of it can be found by. */
  synchronized ObjectNode save() {
    ObjectNode description =
        Json.object()
            .put("rows", dataRows.size())
            .put("lines", logLines.size())
            .put("files", files.size())
            .put("metricLines", metricLines)
            .put("newestMetricTime", newestMetricTime)
            .put("highestStep", highestStep);
    var series = description.putArray("series");
    metrics.forEach((name, rows) -> series.add(rows.save().put("name", name)));
    return description;
  }

  synchronized Map<String, Rows> metrics() {
    Map<String, Rows> rows = new LinkedHashMap<>();
    metrics.forEach((name, series) -> rows.put(name, series.rows()));
    return rows;
  }

  synchronized List<DataRow> dataRows() {
    return dataRows.now();
  }

  synchronized List<LogLine> logLines() {
    return logLines.now();
  }

  synchronized int logLineCount() {
    return logLines.size();
  }

  synchronized List<FileAnnouncement> files() {
    return files.now();
  }

  synchronized long metricLines() {
    return metricLines;
  }

  /** The newest time of any metric in ms, -1 without metrics. */
  synchronized long newestMetricTime() {
    return newestMetricTime;
  }

  /** The highest step of any metric, -1 without metrics. */
  synchronized long highestStep() {
    return highestStep;
  }
}
