package com.example.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of cells under named columns. Not for several threads at once. */
public final class Table {
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  public Table(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Throws IllegalArgumentException unless there is a cell for each column. */
  public Table addRow(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for the columns " + columns);
    }
    rows.add(List.of(cells));
    return this;
  }

  public List<String> columns() {
    return columns;
  }

  public List<List<Object>> rows() {
    return List.copyOf(rows);
  }

  Map<String, Object> json() {
    return Map.of("_type", "table", "columns", columns, "data", rows);
  }
}
