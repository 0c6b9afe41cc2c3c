package com.example.wandb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Rows of cells under named columns; a cell is whatever can be logged. What is logged is the table
 * as it is then. Not for several threads at once.
 */
public final class Table {

  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  public Table(String... columns) {
    this(List.of(columns));
  }

  public Table(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Throws IllegalArgumentException unless there is a cell for each column. */
  public Table addRow(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells for the " + columns.size() + " columns " + columns);
    }
    rows.add(Collections.unmodifiableList(Arrays.asList(cells.clone())));
    return this;
  }

  public List<String> columns() {
    return columns;
  }

  /** The rows so far. */
  public List<List<Object>> rows() {
    return List.copyOf(rows);
  }
}
