package ai.trainy.pluto.agent.values;

import static ai.trainy.pluto.agent.binding.ValuePart.COLUMNS;
import static ai.trainy.pluto.agent.binding.ValuePart.ROWS;

import ai.trainy.pluto.Artifact;
import ai.trainy.pluto.Histogram;
import ai.trainy.pluto.Media;
import ai.trainy.pluto.Table;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables of the program, row by row: lists or arrays of cells, or maps by column. */
final class ForeignTable {
  private ForeignTable() {}

  /** Null for a value without rows. */
  static @Nullable Object of(MediaFields parts) {
    Object given = parts.get(ROWS);
    Collection<?> elements = given == null ? null : parts.elements(given);
    if (elements == null) {
      return null;
    }
    List<Object> rows = new ArrayList<>(elements.size());
    for (Object element : elements) {
      rows.add(row(rows.size(), element, parts));
    }
    List<String> columns = columns(parts, rows);
    List<List<?>> cells = new ArrayList<>(rows.size());
    for (Object row : rows) {
      cells.add(row instanceof Map ? cells((Map<?, ?>) row, columns) : cells((List<?>) row));
    }
    return Table.of(columns, cells);
  }

  /** A list of cells, or a map of them. */
  private static Object row(int index, Object element, MediaFields parts) {
    Object row = parts.plain(element);
    if (row instanceof List || row instanceof Map) {
      return row;
    }
    if (row != null && row.getClass().isArray()) {
      List<Object> cells = new ArrayList<>(Array.getLength(row));
      for (int i = 0; i < Array.getLength(row); i++) {
        cells.add(Array.get(row, i));
      }
      return cells;
    }
    throw new IllegalArgumentException(
        "a table whose row "
            + index
            + " is "
            + (element == null ? "null" : "a " + element.getClass().getName()));
  }

  /** As given; without, those of rows that name theirs. */
  private static List<String> columns(MediaFields parts, List<Object> rows) {
    Object given = parts.get(COLUMNS);
    Collection<?> names = given == null ? null : parts.elements(given);
    Set<Object> found = new LinkedHashSet<>();
    if (names == null) {
      for (Object row : rows) {
        if (row instanceof Map) {
          found.addAll(((Map<?, ?>) row).keySet());
        }
      }
    }
    List<String> columns = new ArrayList<>();
    for (Object name : names == null ? found : names) {
      columns.add(String.valueOf(name));
    }
    return columns;
  }

  private static List<Object> cells(Map<?, ?> row, List<String> columns) {
    List<Object> cells = new ArrayList<>(columns.size());
    for (String column : columns) {
      cells.add(cell(row.get(column)));
    }
    return cells;
  }

  private static List<?> cells(List<?> row) {
    List<Object> cells = null;
    for (int i = 0; i < row.size(); i++) {
      Object given = row.get(i);
      Object cell = cell(given);
      if (cell != given) {
        cells = cells == null ? new ArrayList<>(row) : cells;
        cells.set(i, cell);
      }
    }
    return cells == null ? row : cells;
  }

  /** Pluto's tables have no media in them: what is written for it, people can read. */
  private static @Nullable Object cell(@Nullable Object value) {
    if (value instanceof Media) {
      return ((Media) value).caption().orElse(kind(value));
    }
    return value instanceof Histogram || value instanceof Table || value instanceof Artifact
        ? kind(value)
        : value;
  }

  private static String kind(Object value) {
    return "(" + value.getClass().getSimpleName().toLowerCase(Locale.ROOT) + ")";
  }
}
