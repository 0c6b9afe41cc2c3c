package ai.trainy.pluto.agent.cli.doctor;

import java.util.List;
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
  private final List<String> details;

  /**
   * @param advice what to do about it; null or empty if nothing
   * @param details lines for those who want to know exactly
   */
  Finding(Level level, String subject, String text, String advice, List<String> details) {
    this.level = level;
    this.subject = subject;
    this.text = text;
    this.advice = advice;
    this.details = List.copyOf(details);
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

  List<String> details() {
    return details;
  }

  Optional<String> advice() {
    return Optional.ofNullable(advice).filter(text -> !text.isEmpty());
  }
}
