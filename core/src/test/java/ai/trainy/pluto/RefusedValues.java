package ai.trainy.pluto;

import ai.trainy.pluto.messages.Message;
import java.util.ArrayList;
import java.util.List;

/** Refusals in a list. */
final class RefusedValues implements Row.Refusals {
  /** What people are told. */
  final List<String> all = new ArrayList<>();

  /** Each as {@code GIVEN -> HELD}. */
  final List<String> renamed = new ArrayList<>();

  @Override
  public void refuse(long values, Message why, Object... arguments) {
    all.add(why.text(arguments));
  }

  @Override
  public void refuseOne(String name, Message why, Object... arguments) {
    refuse(1, why, arguments);
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
