package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Unloggable;

/** Values in the place of others that are not what they have to be. */
final class Unloggables {
  private Unloggables() {}

  /** One that says what {@code value} is; the value itself if it says so already. */
  static Unloggable of(Object value, String fault) {
    return value instanceof Unloggable
        ? (Unloggable) value
        : new Unloggable("a " + value.getClass().getName() + fault);
  }
}
