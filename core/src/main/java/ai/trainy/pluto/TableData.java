package ai.trainy.pluto;

import ai.trainy.pluto.route.PlainValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table in the form that readers expect (the protocol, section 8.3). */
final class TableData {
  private TableData() {}

  static Map<String, Object> of(Table table) {
    List<Object> rows = new ArrayList<>(table.rows().size());
    for (List<?> row : table.rows()) {
      List<Object> cells = new ArrayList<>(row.size());
      row.forEach(cell -> cells.add(PlainValue.orText(cell)));
      rows.add(cells);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("table", rows);
    if (!table.columns().isEmpty()) {
      data.put("col", columns(table));
    }
    data.put("type", "Table");
    data.put("v", 1);
    return data;
  }

  /** Returns the columns. Each has the type of its first cell, by Python's names for types. */
  private static List<Object> columns(Table table) {
    List<Object> columns = new ArrayList<>(table.columns().size());
    for (String name : table.columns()) {
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("name", PlainValue.text(name));
      column.put(
          "dtype", table.rows().isEmpty() ? "str" : type(table.rows().get(0).get(columns.size())));
      columns.add(column);
    }
    return columns;
  }

  private static String type(Object first) {
    // NaN and infinities are texts in the table, but count as floats.
    Object cell =
        first instanceof Double || first instanceof Float ? 0.0 : PlainValue.orText(first);
    if (cell == null) {
      return "NoneType";
    }
    if (cell instanceof Boolean) {
      return "bool";
    }
    if (cell instanceof Long) {
      return "int";
    }
    if (cell instanceof Double) {
      return "float";
    }
    return cell instanceof String ? "str" : cell instanceof List ? "list" : "dict";
  }
}
