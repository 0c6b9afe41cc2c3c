package ai.trainy.pluto;

import java.util.ArrayList;
import java.util.List;

/** Refusals in a list. */
final class RefusedValues implements Row.Refusals {
  /** Each as {@code KIND: WHAT}, or {@code unknown NAME: WHAT}. */
  final List<String> all = new ArrayList<>();

  int shortened;

  @Override
  public void bad(String kind, String what) {
    all.add(kind + ": " + what);
  }

  @Override
  public void unknown(String name, String what) {
    all.add("unknown " + name + ": " + what);
  }

  @Override
  public void shortened(String name) {
    shortened++;
  }
}
