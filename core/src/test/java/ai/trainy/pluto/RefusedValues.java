package ai.trainy.pluto;

import java.util.ArrayList;
import java.util.List;

/** Refusals in a list. */
final class RefusedValues implements Row.Refusals {
  /** Each as {@code KIND: WHAT}, or {@code unknown NAME: WHAT}. */
  final List<String> all = new ArrayList<>();

  /** Each as {@code GIVEN -> HELD}. */
  final List<String> renamed = new ArrayList<>();

  @Override
  public void bad(String kind, String what) {
    all.add(kind + ": " + what);
  }

  @Override
  public void bad(String kind, Object about, String what) {
    bad(kind + " " + about, what);
  }

  @Override
  public void unknown(String name, String what) {
    all.add("unknown " + name + ": " + what);
  }

  @Override
  public void renamed(String given, String held) {
    renamed.add(given + " -> " + held);
  }

  @Override
  public void longPaths(String name, int values) {
    all.add("long path " + name + ": " + values);
  }
}
