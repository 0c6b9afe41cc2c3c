package ai.trainy.pluto.observe.system;

/** Samples for tests of who takes them. */
public final class Samples {
  private Samples() {}

  /** One with a single value. */
  public static Sample of(long time, String name, double value) {
    Sample sample = new Sample(time);
    sample.put(name, value);
    return sample;
  }
}
