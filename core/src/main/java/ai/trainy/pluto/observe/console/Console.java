package ai.trainy.pluto.observe.console;

import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.threads.Lane;
import ai.trainy.pluto.threads.Machine;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The program's console: what is printed becomes lines of every run that is open. One for each JVM;
 * safe for use by several threads.
 *
 * <p>A printing thread copies bytes and goes on. A background thread looks every few milliseconds
 * while anything is printed, so that much at most is lost when the program is killed.
 */
public final class Console {
  private static final Duration PAUSE = Duration.ofMillis(2);

  /** After so many looks in vain it is waited until something is printed. */
  private static final int LOOKS = 50;

  /** Lines of one record; a run's page shows them as they come. */
  private static final int RECORD_CHARACTERS = 32 << 10;

  /** A program that ends a run while it keeps our messages from being printed waits no longer. */
  private static final long PATIENCE_MILLIS = 500;

  private final Machine machine;
  private final Lane lane;
  private final Messages messages;

  private final CaptureBuffer captured = new CaptureBuffer();
  private volatile boolean capturing;
  private volatile boolean idle;
  private volatile Lane.@Nullable Place place;

  private final ReentrantLock reading = new ReentrantLock();

  // Guarded by reading.
  private final List<Recipient> recipients = new ArrayList<>();
  private final CaptureBuffer taken = new CaptureBuffer();
  private final Stream stdout;
  private final Stream stderr;
  private final Allowance allowance = new Allowance();
  private List<ConsoleLines.Line> lines = new ArrayList<>();
  private int characters;
  private long leftOut;
  private int looks;

  /** A run that lines are for. */
  public interface Recipient {
    /** Whether it takes no more. */
    boolean isOver();

    /** Keeps lines. What this throws costs the run its console and nothing else. */
    void take(List<ConsoleLines.Line> lines) throws Exception;
  }

  /**
   * @param out in what the program prints to stdout
   * @param err and to stderr
   * @param shown makes what tells of each line of a stream, in their order, how others may see it
   */
  public Console(
      Machine machine,
      Charset out,
      Charset err,
      Supplier<UnaryOperator<String>> shown,
      Messages messages) {
    this.machine = machine;
    this.lane = new Lane("pluto-console", 1, machine);
    this.stdout = new Stream(false, out, shown);
    this.stderr = new Stream(true, err, shown);
    this.messages = messages;
  }

  /** Takes secrets out of lines, see {@link Redaction}. */
  public static UnaryOperator<String> redaction() {
    return new Redaction()::of;
  }

  /** What the program prints from now on is the run's as well, until it is over. */
  public void add(Recipient run) {
    reading.lock();
    try {
      read();
      recipients.add(run);
      capturing = true;
      if (place == null) {
        Optional<Lane.Place> here = lane.add(this::turn, this::failed);
        place = here.orElse(null);
        capturing = here.isPresent();
      }
    } finally {
      reading.unlock();
    }
  }

  private void failed(Throwable e) {
    capturing = false;
    messages.log(CoreMessage.CONSOLE_FAILED, e);
  }

  /**
   * Something was printed. Does not block, and throws nothing that {@link System#arraycopy} does
   * not.
   *
   * @param error whether to stderr
   */
  public void printed(boolean error, byte[] bytes, int offset, int length) {
    if (!capturing || length == 0) {
      return;
    }
    captured.add(error, machine.currentTimeMillis(), bytes, offset, length);
    if (idle) {
      idle = false;
      Lane.Place here = place;
      if (here != null) {
        here.wake();
      }
    }
  }

  /** Whether anything that is printed is taken now. */
  boolean isCapturing() {
    return capturing;
  }

  /** Gives the runs all that was printed so far, a line that is not ended as well. */
  public void bringUpToDate() {
    if (!tryLock()) {
      return;
    }
    try {
      read();
      flush();
      stderr.tellLeftOut();
      give();
    } finally {
      reading.unlock();
    }
  }

  private boolean tryLock() {
    try {
      return reading.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return reading.tryLock();
    }
  }

  private @Nullable Duration turn() {
    reading.lock();
    try {
      recipients.removeIf(Recipient::isOver);
      if (recipients.isEmpty()) {
        capturing = false;
        place = null;
        return null;
      }
      looks = read() ? 0 : looks + 1;
      if (looks < LOOKS) {
        return PAUSE;
      }
      looks = 0;
      idle = true;
      // Asked after that was told: who prints more now, wakes us.
      return captured.isEmpty() ? Lane.UNTIL_WOKEN : PAUSE;
    } finally {
      reading.unlock();
    }
  }

  /** Makes lines of what was printed, and gives them; whether there was any. */
  private boolean read() {
    captured.moveTo(taken);
    if (taken.isEmpty()) {
      return false;
    }
    taken.readBy(
        new CaptureBuffer.Reader() {
          @Override
          public void read(boolean error, long time, byte[] bytes, int from, int to) {
            (error ? stderr : stdout).read(time, bytes, from, to);
          }

          @Override
          public void leftOut(long lines) {
            // What comes next is not the rest of these lines.
            flush();
            leftOut += lines;
          }
        });
    give();
    return true;
  }

  private void flush() {
    stdout.flush();
    stderr.flush();
  }

  /** One of the two; takes its lines as far as they are allowed. */
  private final class Stream implements LineSplitter.Lines {
    private final boolean error;
    private final LineSplitter splitter;
    private final Supplier<UnaryOperator<String>> makeShown;

    /** Made with the first line, on the console's thread: its patterns take a while. */
    private @Nullable UnaryOperator<String> shown;

    /** When what is read was printed. */
    private long time;

    Stream(boolean error, Charset charset, Supplier<UnaryOperator<String>> makeShown) {
      this.error = error;
      this.splitter = new LineSplitter(charset);
      this.makeShown = makeShown;
    }

    void read(long when, byte[] bytes, int from, int to) {
      time = when;
      splitter.add(bytes, from, to, this);
    }

    void flush() {
      splitter.flush(this);
    }

    @Override
    public boolean wants(int bytes) {
      boolean wanted = allowance.takes(bytes, time);
      leftOut += wanted ? 0 : 1;
      return wanted;
    }

    @Override
    public void line(String text) {
      tellLeftOut();
      if (shown == null) {
        shown = makeShown.get();
      }
      add(shown.apply(text));
    }

    void tellLeftOut() {
      if (leftOut > 0) {
        String lines = leftOut == 1 ? "1 line is" : leftOut + " lines are";
        leftOut = 0;
        add("[pluto: " + lines + " left out here: more was printed at once than is uploaded]");
      }
    }

    private void add(String text) {
      lines.add(new ConsoleLines.Line(time, error, text));
      characters += text.length();
      if (characters >= RECORD_CHARACTERS) {
        give();
      }
    }
  }

  private void give() {
    if (lines.isEmpty()) {
      return;
    }
    List<ConsoleLines.Line> some = lines;
    lines = new ArrayList<>();
    characters = 0;
    for (Recipient run : List.copyOf(recipients)) {
      try {
        run.take(some);
      } catch (Exception e) {
        messages.log(CoreMessage.CONSOLE_RECIPIENT_FAILED, e);
        recipients.remove(run);
      }
    }
  }
}
