package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.MetricRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records for tests, and their text once read back. */
final class Records {
  private Records() {}

  /** One metric, named so that its bytes are easy to find in a file. */
  static MetricsRecord metric(long step) {
    MetricsRecord record = new MetricsRecord(1_767_225_600_000L + step, step, 1);
    record.add("loss", step / 4.0);
    return record;
  }

  /** Everything a reader gives now, each record in its short form. */
  static List<String> readAll(JournalReader reader) throws IOException {
    List<String> all = new ArrayList<>();
    for (Record record = reader.next(); record != null; record = reader.next()) {
      all.add(describe(record));
    }
    return all;
  }

  /** The records of the segments in a directory, read as by a process that found them there. */
  static JournalReader readerOf(Path directory, int lastSegment, long lastOffset) {
    return new JournalReader(
        directory,
        new Position(1, SegmentFile.HEADER_BYTES),
        new SectionEnd(new Position(lastSegment, lastOffset)) {
          @Override
          public void putAside(int segment) throws IOException {
            SegmentFile.setAside(directory, segment);
          }
        });
  }

  static String describe(Record record) {
    switch (record.type()) {
      case METRICS:
        return record.sequence() + " " + describe(record.metrics());
      case CONFIG:
        return record.sequence() + " config " + record.config();
      case DATA:
        DataRow data = record.data();
        return record.sequence() + " " + data.type() + " " + data.name() + " " + data.data();
      case TAGS:
        return record.sequence() + " tags " + record.tags();
      case ALERT:
        return record.sequence() + " alert " + record.alert().title();
      case FINISH:
        return record.sequence() + " finish " + record.runEnd().exitCode();
      default:
        return record.sequence() + " " + record.type();
    }
  }

  private static String describe(MetricRow row) {
    StringBuilder text = new StringBuilder("step " + row.step());
    for (int i = 0; i < row.size(); i++) {
      text.append(' ').append(row.name(i)).append('=').append(row.value(i));
    }
    return text.toString();
  }
}
