package ai.trainy.pluto.notice;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * The voice of the agent.
 *
 * <p>What a person must know is one line of ASCII on stderr, 2 kB at most, each kind once. It goes
 * to the process's own file descriptor 2 and not through {@link System#err}, which the program may
 * have replaced. Everything else goes to the log file. Nothing here throws, and stdout is never
 * touched. Safe for use by several threads.
 */
public final class Notices {
  /** A key that was put where it does not belong must not end up in a log of the program. */
  private static final Pattern KEY = Pattern.compile("mlp([is])_[A-Za-z0-9_.-]*[A-Za-z0-9_-]");

  /** Some kinds are of one run, and a program may have any number of runs. */
  private static final int MAX_KINDS = 1_000;

  /** So many lines of a kind are printed if each is about something else. */
  private static final int MOST_OF_A_KIND = 10;

  private final OutputStream stderr;
  private final BooleanSupplier terminal;

  /** How often each kind was said, of the kinds that were said last. */
  private final Map<String, Long> said =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
              return size() > MAX_KINDS;
            }
          });

  /** How many lines of each kind were printed, or would have been, about things of their own. */
  private final Map<String, Long> aboutThings = new ConcurrentHashMap<>();

  private final LongAdder notPrinted = new LongAdder();
  private final AtomicReference<LogFile> log = new AtomicReference<>(LogFile.NONE);
  private volatile boolean verbose;

  /** How long the line is that was drawn; guarded by this. */
  private int drawn;

  /** Speaks on {@code stderr}, which is never closed. */
  public Notices(OutputStream stderr) {
    this(stderr, () -> false);
  }

  /**
   * Speaks on {@code stderr}.
   *
   * @param terminal whether that is one; asked when something is to be drawn
   */
  Notices(OutputStream stderr, BooleanSupplier terminal) {
    this.stderr = stderr;
    this.terminal = terminal;
  }

  /** Speaks on the process's file descriptor 2. */
  public static Notices onStderr() {
    return new Notices(new FileOutputStream(FileDescriptor.err), Terminal::isStderr);
  }

  /** From now on also writes to {@code file}. */
  public void logTo(LogFile file) {
    log.set(file);
  }

  /**
   * Prints a line, unless one of this kind was printed before in this JVM.
   *
   * @param kind what the line is about; more lines of the same kind go to the log file only, and of
   *     very many ever fewer: whatever comes with every log call must not cost a write each
   * @param text one line, complete in itself: what happened, what still works, what to do
   */
  public void say(String kind, String text) {
    say(kind, text, () -> 1);
  }

  /**
   * Prints a line about one thing of which a program may have any number, such as a run or a name:
   * once for each, and for ten of them. After that all lines of this kind go to the log file alone,
   * which is said, too.
   *
   * @param kind what is said of such things; not of any one of them
   * @param about which one it is
   * @param text as in {@link #say(String, String)}
   */
  public void say(String kind, Object about, String text) {
    say(kind + " " + about, text, () -> aboutThings.merge(kind, 1L, Long::sum));
  }

  private void say(String what, String text, LongSupplier place) {
    long times = said.merge(what, 1L, Long::sum);
    if (Long.bitCount(times) > 1) {
      return;
    }
    String line = withoutKeys(text);
    if (times == 1) {
      long lines = place.getAsLong();
      if (lines < MOST_OF_A_KIND) {
        print(line);
      } else if (lines == MOST_OF_A_KIND) {
        print(line + " From now on, lines like this one are " + elsewhere() + ".");
      } else {
        notPrinted.increment();
      }
    }
    log.get().write("WARN", times == 1 ? line : line + " (time " + times + ")");
  }

  /** Says how many lines were not printed because there were many like them. */
  public void sayHowManyMore() {
    long lines = notPrinted.sumThenReset();
    if (lines > 0) {
      print(lines + (lines == 1 ? " more line was " : " more lines were ") + elsewhere() + ".");
    }
  }

  private String elsewhere() {
    return log.get().file().map(file -> "written to " + file + " alone").orElse("not printed");
  }

  private void print(String line) {
    write(erasure(), Printable.line("pluto: " + Printable.ascii(line)));
  }

  /** Whether {@link #draw} shows anything. */
  public boolean canDraw() {
    return terminal.getAsBoolean();
  }

  /** Shows a line on a terminal in place of the one that was drawn before; nothing elsewhere. */
  public synchronized void draw(String text) {
    if (canDraw()) {
      String line = "pluto: " + Printable.ascii(text);
      write(erasure(), line.getBytes(StandardCharsets.US_ASCII));
      drawn = line.length();
    }
  }

  /** Erases what was drawn. */
  public synchronized void erase() {
    write(erasure(), new byte[0]);
  }

  private synchronized String erasure() {
    String erasure = drawn == 0 ? "" : "\r" + " ".repeat(drawn) + "\r";
    drawn = 0;
    return erasure;
  }

  private void write(String erasure, byte[] line) {
    byte[] all =
        Arrays.copyOf(erasure.getBytes(StandardCharsets.US_ASCII), erasure.length() + line.length);
    System.arraycopy(line, 0, all, erasure.length(), line.length);
    try {
      // One write, so that lines of several threads or processes do not mix.
      stderr.write(all);
    } catch (IOException | RuntimeException closed) {
      // The program has no stderr; the log file still has the line.
    }
  }

  /** From now on prints debug lines as well. */
  public void beVerbose() {
    verbose = true;
  }

  /**
   * A debug line: printed as {@link #say} does if that is asked for, else in the log file alone.
   */
  public void debug(String kind, String text) {
    if (verbose) {
      say(kind, text);
    } else if (said.merge(kind, 1L, Long::sum) == 1) {
      log(text);
    }
  }

  /** For the log file alone. */
  public void log(String text) {
    log.get().write("INFO", withoutKeys(text));
  }

  /** A failure of ours, for the log file alone. */
  public void log(String text, Throwable failure) {
    log.get().write("ERROR", withoutKeys(text), failure);
  }

  /** Waits until the log file has everything; a thread that is interrupted does not wait. */
  public void flush(Duration atMost) {
    try {
      log.get().flush(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String withoutKeys(String text) {
    return KEY.matcher(text).replaceAll("mlp$1_...");
  }
}
