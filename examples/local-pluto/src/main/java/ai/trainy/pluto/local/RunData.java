package ai.trainy.pluto.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What ingest received under one run id and project name, whether or not such a run exists (the
 * protocol, section 8.2). Safe for use by several threads; each line is added as a whole.
 */
class RunData {
  private final Map<String, Series> metrics = new LinkedHashMap<>();
  private final List<DataRow> dataRows = new ArrayList<>();
  private final List<LogLine> logLines = new ArrayList<>();
  private final List<FileAnnouncement> files = new ArrayList<>();
  private long metricLines;
  private long newestMetricTime = -1;
  private long highestStep = -1;

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
        series = new Series();
        metrics.put(names[i], series);
      }
      rows += series.append(line, step, time, values[i]) ? 1 : 0;
    }
    newestMetricTime = Math.max(newestMetricTime, time);
    highestStep = Math.max(highestStep, step);
    return rows;
  }

  synchronized void add(DataRow row) {
    dataRows.add(row);
  }

  synchronized void add(LogLine line) {
    logLines.add(line);
  }

  synchronized void add(FileAnnouncement file) {
    files.add(file);
  }

  synchronized Map<String, Rows> metrics() {
    Map<String, Rows> rows = new LinkedHashMap<>();
    metrics.forEach((name, series) -> rows.put(name, series.rows()));
    return rows;
  }

  synchronized List<DataRow> dataRows() {
    return List.copyOf(dataRows);
  }

  synchronized List<LogLine> logLines() {
    return List.copyOf(logLines);
  }

  synchronized int logLineCount() {
    return logLines.size();
  }

  synchronized List<FileAnnouncement> files() {
    return List.copyOf(files);
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
