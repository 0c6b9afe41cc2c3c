package ai.trainy.pluto.agent.cli;

import java.util.Optional;

/** What a checkup found out about one thing. */
final class Finding {
  enum Level {
    OK,
    /** Good to know. */
    NOTE,
    /** Programs log to Pluto all the same. */
    WARNING,
    /** Because of this they would not. */
    FAILURE
  }

  private final Level level;
  private final String subject;
  private final String text;
  private final String advice;

  /**
   * @param advice what to do about it; null or empty if nothing
   */
  Finding(Level level, String subject, String text, String advice) {
    this.level = level;
    this.subject = subject;
    this.text = text;
    this.advice = advice;
  }

  Level level() {
    return level;
  }

  /** What it is about, in a word or two. */
  String subject() {
    return subject;
  }

  String text() {
    return text;
  }

  Optional<String> advice() {
    return Optional.ofNullable(advice).filter(text -> !text.isEmpty());
  }
}
