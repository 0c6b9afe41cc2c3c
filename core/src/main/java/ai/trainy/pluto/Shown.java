package ai.trainy.pluto;

/** A name in a message, short enough to leave space for the message itself. */
final class Shown {
  private static final int START = 60;
  private static final int END = 20;

  private Shown() {}

  /** Returns the name, or its beginning and end if it is long. */
  static String of(String name) {
    return name.length() <= START + END + 3
        ? name
        : name.substring(0, START) + "..." + name.substring(name.length() - END);
  }
}
