package ai.trainy.pluto;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Rows of cells in named columns. Cells are texts, numbers, booleans, nulls, and lists or maps of
 * these; any other value is stored as text. Cells are read when the table is logged.
 */
public final class Table {
  private final List<String> columns;
  private final List<List<?>> rows;

  private Table(List<String> columns, List<List<?>> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Creates a table from a copy of the rows; the cells themselves are not copied.
   *
   * @param columns the columns' names; empty if they have none
   * @param rows each as long as {@code columns} or, without columns, all of the same length
   * @throws IllegalArgumentException if they are not; the message names the row
   */
  public static Table of(List<String> columns, Collection<? extends List<?>> rows) {
    List<List<?>> copy = new ArrayList<>(rows.size());
    rows.forEach(row -> copy.add(new ArrayList<>(row)));
    for (int i = 0; i < copy.size(); i++) {
      int width = columns.isEmpty() ? copy.get(0).size() : columns.size();
      if (copy.get(i).size() != width) {
        throw new IllegalArgumentException(
            "a table whose row " + i + " has " + copy.get(i).size() + " cells instead of " + width);
      }
    }
    return new Table(List.copyOf(columns), copy);
  }

  List<String> columns() {
    return columns;
  }

  List<List<?>> rows() {
    return rows;
  }
}
