package ai.trainy.pluto.benchmark;

/** A program that does nothing: how long a JVM takes. */
final class Nothing {
  private Nothing() {}

  /** Nothing. */
  public static void main(String[] args) {}
}
