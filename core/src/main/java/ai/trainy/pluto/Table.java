package ai.trainy.pluto;

import ai.trainy.pluto.route.PlainValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of cells in named columns. Cells are texts, numbers, booleans, nulls, and lists or maps of
 * these; any other value is stored as text. Immutable.
 */
public final class Table {
  private final Map<String, Object> data;

  private Table(Map<String, Object> data) {
    this.data = data;
  }

  /**
   * Creates a table from a copy of the rows and of their cells.
   *
   * @param columns the columns' names; empty if they have none
   * @param rows each as long as {@code columns} or, without columns, all of the same length
   * @throws IllegalArgumentException if they are not; the message names the row
   */
  public static Table of(List<String> columns, Collection<? extends List<?>> rows) {
    List<List<?>> table = new ArrayList<>(rows.size());
    List<String> types = new ArrayList<>(columns.size());
    for (List<?> row : rows) {
      List<@Nullable Object> cells = new ArrayList<>(row.size());
      for (Object cell : row) {
        Object plain = PlainValue.orText(cell);
        cells.add(plain);
        if (table.isEmpty()) {
          types.add(type(cell, plain));
        }
      }
      int width = columns.isEmpty() ? types.size() : columns.size();
      if (cells.size() != width) {
        throw new IllegalArgumentException(
            "a table whose row "
                + table.size()
                + " has "
                + cells.size()
                + " cells instead of "
                + width);
      }
      table.add(cells);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("table", table);
    if (!columns.isEmpty()) {
      data.put("col", columns(columns, types));
    }
    data.put("type", "Table");
    data.put("v", 1);
    return new Table(data);
  }

  /** Each column has the type of its first cell. */
  private static List<Object> columns(List<String> names, List<String> types) {
    List<Object> columns = new ArrayList<>(names.size());
    for (String name : names) {
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("name", PlainValue.text(name));
      column.put("dtype", types.isEmpty() ? "str" : types.get(columns.size()));
      columns.add(column);
    }
    return columns;
  }

  /** Returns Python's name for the type of a cell. */
  private static String type(@Nullable Object cell, @Nullable Object plain) {
    // NaN and infinities are texts in the table, but count as floats.
    if (cell instanceof Double || cell instanceof Float || plain instanceof Double) {
      return "float";
    }
    if (plain == null) {
      return "NoneType";
    }
    if (plain instanceof Boolean) {
      return "bool";
    }
    if (plain instanceof Long) {
      return "int";
    }
    return plain instanceof String ? "str" : plain instanceof List ? "list" : "dict";
  }

  /** Returns the table in the form that readers expect (the protocol, section 8.3). */
  Map<String, Object> data() {
    return data;
  }
}
