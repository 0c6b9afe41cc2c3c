package ai.trainy.pluto.observe.system;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.threads.DaemonThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * NVIDIA's GPUs, as {@code nvidia-smi} reports them: one process for as long as anything is
 * sampled, which writes a line for each GPU by itself every few seconds. It ends with the sampling,
 * and when the program is killed at its next line, which nobody reads.
 */
final class Gpus implements Source {
  private static final String FIELDS =
      "index,name,utilization.gpu,utilization.memory,memory.used,power.draw";

  private static final int NUMBER_OF_FIELDS = 6;
  private static final double MEBIBYTE = 1 << 20;
  private static final double MILLIWATTS = 1000;

  /** A tool that writes so much and nothing that can be read is not the one we know. */
  private static final int MOST_NONSENSE = 100;

  /** Far more than any line has. */
  private static final int LONGEST_LINE = 1000;

  private final String command;
  private final Duration period;
  private final DaemonThreads threads;
  private final Messages messages;

  /** The newest line of each GPU, by index. Guarded by itself. */
  private final Map<Integer, Line> newest = new TreeMap<>();

  private @Nullable Process process;

  /**
   * @param command the tool, where it is
   */
  Gpus(String command, Duration period, DaemonThreads threads, Messages messages) {
    this.command = command;
    this.period = period;
    this.threads = threads;
    this.messages = messages;
  }

  /** What was said of a GPU, and when. */
  private static final class Line {
    private final long time;
    private final String name;
    private final String[] fields;

    Line(long time, String[] fields) {
      this.time = time;
      this.name = Sample.PREFIX + "gpu." + fields[0].trim() + "." + Sample.nameOf(fields[1]) + ".";
      this.fields = fields;
    }

    void addTo(Sample into) {
      into.put(name + "utilization", number(fields[2]));
      into.put(name + "memory.utilization", number(fields[3]));
      into.put(name + "memory.used", number(fields[4]) * MEBIBYTE);
      into.put(name + "power", number(fields[5]) * MILLIWATTS);
    }

    /** NaN for a text such as {@code [N/A]}. */
    private static double number(String field) {
      try {
        return Double.parseDouble(field.trim());
      } catch (NumberFormatException notKnown) {
        return Double.NaN;
      }
    }
  }

  @Override
  public void measure(Sample into) throws IOException {
    if (process == null) {
      start();
    }
    synchronized (newest) {
      for (Line line : newest.values()) {
        // What the tool said before it hung is not how things are.
        if (into.time() - line.time < 3 * period.toMillis()) {
          line.addTo(into);
        }
      }
    }
  }

  private void start() throws IOException {
    ProcessBuilder tool =
        new ProcessBuilder(
            command,
            "--query-gpu=" + FIELDS,
            "--format=csv,noheader,nounits",
            "-l",
            Long.toString(Math.max(1, period.toSeconds())));
    tool.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process started = tool.start();
    started.getOutputStream().close();
    process = started;
    boolean read =
        threads.start(
            "pluto-gpus", () -> read(started), e -> messages.log(CoreMessage.GPUS_FAILED, e));
    if (!read) {
      close();
    }
  }

  private void read(Process tool) throws IOException {
    int nonsense = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = lines.read(); c >= 0 && nonsense < MOST_NONSENSE; c = lines.read()) {
        if (c != '\n' && line.length() < LONGEST_LINE) {
          line.append((char) c);
          continue;
        }
        nonsense = take(line.toString()) ? 0 : nonsense + 1;
        line.setLength(0);
      }
    } finally {
      tool.destroy();
      synchronized (newest) {
        newest.clear();
      }
    }
  }

  /** Whether the line is of a GPU. */
  private boolean take(String line) {
    String[] fields = line.split(",", -1);
    Optional<Integer> index = index(fields);
    index.ifPresent(
        of -> {
          synchronized (newest) {
            newest.put(of, new Line(System.currentTimeMillis(), fields));
          }
        });
    return index.isPresent();
  }

  private static Optional<Integer> index(String[] fields) {
    try {
      return fields.length == NUMBER_OF_FIELDS
          ? Optional.of(Integer.parseInt(fields[0].trim()))
          : Optional.empty();
    } catch (NumberFormatException nonsense) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process = null;
    }
  }
}
