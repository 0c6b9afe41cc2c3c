package ai.trainy.pluto.messages;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The voice of the agent.
 *
 * <p>What a person must know is one line of ASCII on stderr, 2 kB at most. It goes to the process's
 * own file descriptor 2 and not through {@link System#err}, which the program may have replaced.
 * Everything else goes to the log file. Nothing here throws, and stdout is never touched. Safe for
 * use by several threads.
 */
public final class Messages {
  /** A key that was put where it does not belong must not end up in a log of the program. */
  private static final Pattern KEY = Pattern.compile("mlp([is])_[A-Za-z0-9_.-]*[A-Za-z0-9_-]");

  /** Every terminal has as many. */
  private static final int COLUMNS = 79;

  private final OutputStream stderr;
  private final BooleanSupplier terminal;

  /** The history of each message: as many entries as there are messages. */
  private final Map<Message, History> histories = new ConcurrentHashMap<>();

  private volatile LogFile log = LogFile.NONE;
  private volatile boolean verbose;

  /** Guarded by this. */
  private final ProgressBar bar = new ProgressBar("pluto: ");

  /** Speaks on {@code stderr}, which is never closed. */
  public Messages(OutputStream stderr) {
    this(stderr, () -> false);
  }

  /**
   * Speaks on {@code stderr}.
   *
   * @param terminal whether that is one; asked when something is to be drawn
   */
  Messages(OutputStream stderr, BooleanSupplier terminal) {
    this.stderr = stderr;
    this.terminal = terminal;
  }

  /** Speaks on the process's file descriptor 2. */
  public static Messages onStderr() {
    return new Messages(new FileOutputStream(FileDescriptor.err), Terminal::isStderr);
  }

  /** From now on also writes to {@code file}. */
  public void logTo(LogFile file) {
    log = file;
  }

  /**
   * Says something, as its level tells: prints a line and writes it to the log file. Of each
   * message {@link Message#times} different lines are printed, and none twice. After that it is
   * counted, and its text is made only when the count is a power of two, for the log file: what
   * comes with every log call must not cost a write each.
   *
   * @param arguments in the order of their places in the text
   */
  public void say(Message message, Object... arguments) {
    history(message).again(null, arguments);
  }

  /**
   * The same of one thing of which a program may have any number, such as a run: of each thing one
   * line is printed, whatever else it says.
   */
  public void sayAbout(Object thing, Message message, Object... arguments) {
    history(message).again(thing, arguments);
  }

  /** Says what was found elsewhere. */
  public void say(Notice notice) {
    say(notice.message(), notice.arguments());
  }

  /** Says of one thing what was found elsewhere. */
  public void sayAbout(Object thing, Notice notice) {
    sayAbout(thing, notice.message(), notice.arguments());
  }

  private History history(Message message) {
    History before = histories.get(message);
    return before == null ? histories.computeIfAbsent(message, History::new) : before;
  }

  /** How often one message was printed or counted so far, and about what. */
  private final class History {
    private final Message message;

    // Guarded by this.
    private final Set<String> things = new HashSet<>(2);
    private long times;
    private long more;

    /** Whether nothing of it is printed any more; written under this. */
    private volatile boolean over;

    History(Message message) {
      this.message = message;
    }

    /**
     * @param thing that it is about; null for what its line says
     */
    void again(@Nullable Object thing, Object[] arguments) {
      // Not under the lock: it may be an object of the program's that is asked for its text.
      String line = over || thing != null ? null : line(arguments);
      String what = over ? null : thing == null ? line : thing.toString();
      boolean isNew;
      boolean isLast;
      long time;
      synchronized (this) {
        time = ++times;
        isNew = !over && what != null && things.add(what);
        more += over ? 1 : 0;
        isLast = isNew && things.size() == message.times();
        over |= isLast;
      }
      if (!isNew && Long.bitCount(time) > 1) {
        return;
      }
      line = line == null ? line(arguments) : line;
      if (isNew && (verbose || message.level() != Message.Level.DEBUG)) {
        print(isLast && message.times() > 1 ? line + further(line) : line);
      }
      String level = message.level() == Message.Level.WARN ? "WARN" : "INFO";
      log.write(level, isNew ? line : line + " (time " + time + ")");
    }

    private String line(Object[] arguments) {
      return withoutKeys(message.text(arguments));
    }

    /** Returns how often it was not printed since this was asked last. */
    synchronized long takeMore() {
      long taken = more;
      more = 0;
      return taken;
    }
  }

  /**
   * Says how much was not printed: in the log file of each message, on stderr of those that are
   * about several things. Those that are said once have another count behind them, such as that of
   * the values in a run's last line, or it is the same thing again.
   */
  public void sayHowManyMore() {
    long lines = 0;
    for (History each : histories.values()) {
      long more = each.takeMore();
      if (more > 0) {
        log.write("INFO", each.message + ": " + more + " more");
        if (each.message.times() > 1 && each.message.level() != Message.Level.DEBUG) {
          lines += more;
        }
      }
    }
    if (lines > 0) {
      print(
          lines
              + (lines == 1 ? " more message was counted" : " more messages were counted")
              + ", not printed"
              + log.file().map(file -> "; see " + file).orElse("")
              + ".");
    }
  }

  private static String further(String line) {
    return line.endsWith(".")
        ? " Further ones are counted, not reported."
        : " (further ones are counted, not reported)";
  }

  private void print(String line) {
    write(erasure(), Printable.line("pluto: " + Printable.ascii(line)));
  }

  /** Whether {@link #draw} shows anything. */
  public boolean canDraw() {
    return terminal.getAsBoolean();
  }

  /**
   * Shows how far something is, on a terminal alone.
   *
   * @param total more than 0
   * @param amount the total for people
   */
  public synchronized void draw(long done, long total, String amount, String what) {
    if (canDraw()) {
      write(bar.draw(done, total, amount, what, COLUMNS), new byte[0]);
    }
  }

  /** Erases what was drawn. */
  public synchronized void erase() {
    write(bar.erase(), new byte[0]);
  }

  private synchronized String erasure() {
    return bar.erase();
  }

  private void write(String drawing, byte[] line) {
    byte[] all =
        Arrays.copyOf(drawing.getBytes(StandardCharsets.US_ASCII), drawing.length() + line.length);
    System.arraycopy(line, 0, all, drawing.length(), line.length);
    try {
      // One write, so that lines of several threads or processes do not mix.
      stderr.write(all);
    } catch (IOException | RuntimeException closed) {
      // The program has no stderr; the log file still has the line.
    }
  }

  /** From now on also prints what is of {@link Message.Level#DEBUG}. */
  public void beVerbose() {
    verbose = true;
  }

  /** For the log file alone. */
  public void log(Message message, Object... arguments) {
    log.write("INFO", withoutKeys(message.text(arguments)));
  }

  /** A failure, with its stack trace, for the log file alone. */
  public void log(Message message, Throwable failure, Object... arguments) {
    log.write("ERROR", withoutKeys(message.text(arguments)), failure);
  }

  /** Waits until the log file has everything; a thread that is interrupted does not wait. */
  public void flush(Duration atMost) {
    try {
      log.flush(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String withoutKeys(String text) {
    return KEY.matcher(text).replaceAll("mlp$1_...");
  }
}
