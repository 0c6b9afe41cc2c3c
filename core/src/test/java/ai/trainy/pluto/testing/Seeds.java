package ai.trainy.pluto.testing;

import java.util.Random;

/** Chance from the numbers 0, 1, 2...: without mixing, such seeds give nearly the same at first. */
public final class Seeds {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** Returns the same chance each time for a seed, and one that differs much between seeds. */
  public static Random random(long seed) {
    return new Random(seed * MIX);
  }
}
