package ai.trainy.pluto.observe.metadata;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.Surroundings;
import ai.trainy.pluto.observe.system.Root;
import ai.trainy.pluto.route.PlainValue;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Gate;
import ai.trainy.pluto.threads.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a run's page shows of where the run runs. Gathered once for all runs of the JVM, on a thread
 * of its own that begins with the first of them and ends when all is known. Safe for use by several
 * threads.
 */
public final class RunMetadata implements Surroundings {
  /** The server takes it with the run or never: no run waits longer for it. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** What other programs are asked is to be there before that. */
  private static final Duration PATIENCE_WITH_COMMANDS = Duration.ofMillis(900);

  private final Machine machine;
  private final Supplier<List<Source>> make;
  private final Messages messages;
  private final Gate whole;

  // Guarded by this.
  private final Map<String, Object> found = new LinkedHashMap<>();
  private final List<Consumer<Map<String, Object>>> waiting = new ArrayList<>();
  private boolean begun;
  private long began;

  /**
   * @param sources made and asked, in this order, on the thread that gathers
   */
  RunMetadata(Machine machine, Supplier<List<Source>> sources, Messages messages) {
    this.machine = machine;
    this.make = sources;
    this.messages = messages;
    this.whole = new Gate(machine);
  }

  /**
   * For this JVM; nothing is done before a run asks.
   *
   * @param loggedWith the names of the jars of client and agent; asked on the thread that gathers
   * @param gitDiff whether what is not committed is among it: source code
   */
  public static RunMetadata ofThisJvm(
      Supplier<List<String>> loggedWith, boolean gitDiff, Messages messages) {
    return new RunMetadata(
        new DaemonThreads(), () -> sources(Path.of("/"), loggedWith.get(), gitDiff), messages);
  }

  /** What takes little time comes first. */
  static List<Source> sources(Path top, List<String> loggedWith, boolean gitDiff) {
    Root root = new Root(top);
    Path directory = Path.of("").toAbsolutePath();
    Commands commands = new Commands(directory, System.getenv(), PATIENCE_WITH_COMMANDS);
    return List.of(
        new Cluster(root, System.getenv(), System.getProperty("sun.java.command", "")),
        new Host(root, System.getenv()),
        new Program(root, loggedWith),
        new Git(directory, commands, gitDiff),
        new GpuDevices(root, commands));
  }

  @Override
  public void gather(Consumer<Map<String, Object>> whenWhole) {
    boolean first;
    synchronized (this) {
      if (!whole.isOpen()) {
        waiting.add(whenWhole);
      }
      first = !begun;
      if (first) {
        begun = true;
        began = machine.nanoTime();
      }
    }
    if (first) {
      boolean started =
          machine.start(
              "pluto-metadata", this::gather, e -> messages.log(CoreMessage.METADATA_FAILED, e));
      if (!started) {
        end();
      }
    } else if (whole.isOpen()) {
      give(whenWhole);
    }
  }

  private void gather() {
    try {
      make.get().forEach(this::ask);
    } finally {
      end();
    }
  }

  private void ask(Source source) {
    Map<String, Object> part = new LinkedHashMap<>();
    try {
      source.addTo(part);
    } catch (Exception | LinkageError e) {
      messages.log(CoreMessage.METADATA_SOURCE_FAILED, e, source.getClass().getSimpleName());
    }
    Map<String, Object> plain = PlainValue.ofConfig(part);
    synchronized (this) {
      found.putAll(plain);
    }
  }

  private void end() {
    List<Consumer<Map<String, Object>>> all;
    synchronized (this) {
      whole.open();
      all = new ArrayList<>(waiting);
      waiting.clear();
    }
    all.forEach(this::give);
  }

  private void give(Consumer<Map<String, Object>> asked) {
    asked.accept(soFar());
  }

  @Override
  public Map<String, Object> ifWhole() {
    return whole.isOpen() ? soFar() : Map.of();
  }

  @Override
  public Map<String, Object> soon() throws InterruptedException {
    long spent;
    synchronized (this) {
      spent = machine.nanoTime() - began;
    }
    whole.await(PATIENCE.minusNanos(spent));
    return soFar();
  }

  private synchronized Map<String, Object> soFar() {
    return new LinkedHashMap<>(found);
  }
}
