package ai.trainy.pluto.observe.system;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the machine and the JVM every few seconds, once for all runs that are open. The first
 * sample comes after one period: a short program pays nothing. While no run is open, nothing is
 * measured and no thread is there. Safe for use by several threads.
 */
public final class SystemMetrics {
  /** As the reference client (the protocol, section 13.1). */
  public static final Duration PERIOD = Duration.ofSeconds(4);

  private final Lane lane;
  private final Supplier<List<Source>> make;
  private final Duration period;
  private final LongSupplier clock;
  private final Messages messages;

  // Guarded by this.
  private final List<Recipient> recipients = new ArrayList<>();
  private boolean sampling;

  // Of the lane's thread.
  private @Nullable List<Source> sources;
  private boolean begun;

  /** A run that samples are for. Called on the sampler's thread. */
  public interface Recipient {
    /** Whether it takes no more. */
    boolean isOver();

    /** Keeps a sample. What this throws costs the run its samples and nothing else. */
    void take(Sample sample) throws Exception;
  }

  /**
   * For the machine that this JVM runs on; nothing is done before a run is added.
   *
   * @param directory where runs are kept: the disk that is looked at
   */
  public static SystemMetrics ofThisMachine(
      Path directory, DaemonThreads threads, Messages messages) {
    return new SystemMetrics(
        new Lane("pluto-system", 1, threads),
        () -> sources(Path.of("/"), directory, threads, messages),
        PERIOD,
        System::currentTimeMillis,
        messages);
  }

  /**
   * @param sources made on the sampler's thread and asked in this order; one that fails is not
   *     asked again
   * @param clock ms since the epoch
   */
  SystemMetrics(
      Lane lane,
      Supplier<List<Source>> sources,
      Duration period,
      LongSupplier clock,
      Messages messages) {
    this.lane = lane;
    this.make = sources;
    this.period = period;
    this.clock = clock;
    this.messages = messages;
  }

  static List<Source> sources(Path top, Path directory, DaemonThreads threads, Messages messages) {
    List<Source> sources = new ArrayList<>();
    Root root = new Root(top);
    if (root.has("proc/stat")) {
      sources.add(new Processors(root));
      sources.add(new Memory(root, new ControlGroup(root)));
      sources.add(new Network(root));
      sources.add(new InfiniBand(root));
    } else {
      sources.add(new Beans());
    }
    sources.add(new Disk(directory));
    nvidiaSmi(System.getenv("PATH"))
        .ifPresent(tool -> sources.add(new Gpus(tool, PERIOD, threads, messages)));
    sources.add(new ThisJvm());
    return sources;
  }

  /** The tool, if it is on the path; not started to find out. */
  static Optional<String> nvidiaSmi(String path) {
    return Executables.find("nvidia-smi", path);
  }

  /** Takes samples for a run, until it is over. */
  public synchronized void add(Recipient run) {
    recipients.add(run);
    if (!sampling) {
      sampling = lane.add(this::turn, e -> messages.log(CoreMessage.METRICS_FAILED, e)).isPresent();
    }
  }

  private @Nullable Duration turn() {
    List<Source> all = sources;
    if (all == null) {
      all = new ArrayList<>(make.get());
      sources = all;
    }
    List<Recipient> open = open();
    if (open.isEmpty()) {
      all.forEach(Source::close);
      begun = false;
      return null;
    }
    if (begun) {
      Sample sample = measure(all);
      open.forEach(run -> give(run, sample));
    }
    // A program that is over within the first period pays nothing.
    begun = true;
    return period;
  }

  /** The runs to sample for; without any, nothing is sampled until another is added. */
  private synchronized List<Recipient> open() {
    recipients.removeIf(Recipient::isOver);
    sampling = !recipients.isEmpty();
    return new ArrayList<>(recipients);
  }

  private Sample measure(List<Source> sources) {
    Sample sample = new Sample(clock.getAsLong());
    for (Source source : new ArrayList<>(sources)) {
      try {
        source.measure(sample);
      } catch (IOException | RuntimeException | LinkageError e) {
        messages.log(CoreMessage.METRICS_SOURCE_FAILED, e, source.getClass().getSimpleName());
        sources.remove(source);
        source.close();
      }
    }
    return sample;
  }

  private void give(Recipient run, Sample sample) {
    try {
      run.take(sample);
    } catch (Exception e) {
      messages.log(CoreMessage.METRICS_RECIPIENT_FAILED, e);
      synchronized (this) {
        recipients.remove(run);
      }
    }
  }
}
