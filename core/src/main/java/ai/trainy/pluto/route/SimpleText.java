package ai.trainy.pluto.route;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;
import java.util.UUID;

/** Objects of the JDK that people write as one short text: enums, times, ids, places. */
final class SimpleText {
  private SimpleText() {}

  static boolean is(Object value) {
    return value instanceof Enum
        || value instanceof TemporalAccessor
        || value instanceof TemporalAmount
        || value instanceof Date
        || value instanceof Calendar
        || value instanceof ZoneId
        || value instanceof UUID
        || value instanceof URI
        || value instanceof URL
        || value instanceof Path
        || value instanceof File
        || value instanceof Charset
        || value instanceof Locale
        || value instanceof Class;
  }

  /** By their names: not every Java has their module. */
  private static boolean isOfSql(Object value) {
    String type = value.getClass().getName();
    return type.equals("java.sql.Date") || type.equals("java.sql.Time");
  }

  /** That text; of times the ISO 8601 form. */
  @SuppressWarnings("JavaUtilDate") // programs still have them
  static String of(Object value) {
    if (value instanceof Enum) {
      return ((Enum<?>) value).name();
    }
    if (value instanceof Calendar) {
      return ((Calendar) value).toInstant().toString();
    }
    if (value instanceof Class) {
      return ((Class<?>) value).getName();
    }
    if (isOfSql(value)) {
      // A day, or a time of day, where the program is: as a moment it may be another day.
      return value.toString();
    }
    if (value instanceof Date) {
      // Not by toInstant, which SQL's dates do not have.
      return Instant.ofEpochMilli(((Date) value).getTime()).toString();
    }
    return value.toString();
  }
}
