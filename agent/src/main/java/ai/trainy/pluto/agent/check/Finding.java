package ai.trainy.pluto.agent.check;

import ai.trainy.pluto.messages.Notice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found out about one thing. Immutable. */
public final class Finding {
  public enum Level {
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

  /** Null if a program says nothing of it. */
  private final @Nullable Notice notice;

  /**
   * @param advice what to do about it; empty if nothing
   * @param details lines for those who want to know exactly
   */
  public Finding(Level level, String subject, String text, String advice, List<String> details) {
    this.level = level;
    this.subject = subject;
    this.text = text;
    this.advice = advice;
    this.details = List.copyOf(details);
    this.notice = null;
  }

  private Finding(Finding found, Notice notice) {
    this.level = found.level;
    this.subject = found.subject;
    this.text = found.text;
    this.advice = found.advice;
    this.details = found.details;
    this.notice = notice;
  }

  static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text, "", List.of());
  }

  static Finding note(String subject, String text) {
    return new Finding(Level.NOTE, subject, text, "", List.of());
  }

  static Finding warning(String subject, String text, String advice) {
    return new Finding(Level.WARNING, subject, text, advice, List.of());
  }

  static Finding failure(String subject, String text, String advice) {
    return new Finding(Level.FAILURE, subject, text, advice, List.of());
  }

  /** Returns the same with what a program says of it. */
  Finding saying(Notice line) {
    return new Finding(this, line);
  }

  public Level level() {
    return level;
  }

  /** What it is about, in a word or two. */
  public String subject() {
    return subject;
  }

  public String text() {
    return text;
  }

  public List<String> details() {
    return details;
  }

  public Optional<String> advice() {
    return advice.isEmpty() ? Optional.empty() : Optional.of(advice);
  }

  /** What a program says of it, if anything. */
  public Optional<Notice> notice() {
    return Optional.ofNullable(notice);
  }
}
