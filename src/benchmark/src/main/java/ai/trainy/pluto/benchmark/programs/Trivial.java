package ai.trainy.pluto.benchmark.programs;

/** Ends at once: what is left is the JVM's own start, and the agent's. */
public final class Trivial {
  private Trivial() {}

  public static void main(String[] args) {}
}
