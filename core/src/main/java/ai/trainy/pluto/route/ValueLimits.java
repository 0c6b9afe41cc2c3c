package ai.trainy.pluto.route;

/**
 * How much of one logged value is read: more than people log, and little enough to be read while a
 * program waits. What has more is refused, and said.
 */
public final class ValueLimits {
  /** Containers in containers; one that contains itself ends here. */
  public static final int MAX_DEPTH = 64;

  /** Of a value's containers together, with themselves. */
  public static final int MAX_ELEMENTS = 100_000;

  /** Of a value's texts together. */
  public static final int MAX_CHARACTERS = 1 << 20;

  private ValueLimits() {}
}
