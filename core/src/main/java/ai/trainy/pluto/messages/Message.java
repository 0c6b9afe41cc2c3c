package ai.trainy.pluto.messages;

/**
 * One thing that the product says, whatever names and numbers it says it with: a constant of its
 * module's enum, where its text stands. Immutable.
 */
public interface Message {
  /** How many lines of a message are printed that is about runs, files or names. */
  int SEVERAL = 10;

  /** How many lines are printed of a message that only those see who asked for everything. */
  int MANY = 100;

  /** For whom it is. */
  enum Level {
    /** For those who look into a problem: in {@code pluto.log} alone, each time. */
    LOG,
    /** As {@link #INFO} for those who asked for everything, else in {@code pluto.log} alone. */
    DEBUG,
    /** Printed, and in {@code pluto.log}: what happens, and nothing is wrong. */
    INFO,
    /** Printed, and in {@code pluto.log}: something that a person may want to change. */
    WARN
  }

  /** For whom it is. */
  Level level();

  /**
   * How many different lines of it are printed in the life of a JVM. After that it is only counted.
   */
  int times();

  /** The text, with {@code {}} for each argument. */
  String template();

  /** Returns the text with the arguments in their places. */
  default String text(Object... arguments) {
    String template = template();
    StringBuilder text = new StringBuilder(template.length() + 32);
    int from = 0;
    int filled = 0;
    for (int at = template.indexOf("{}"); at >= 0; at = template.indexOf("{}", from)) {
      text.append(template, from, at).append(arguments[filled++]);
      from = at + 2;
    }
    assert filled == arguments.length : template;
    return text.append(template, from, template.length()).toString();
  }
}
