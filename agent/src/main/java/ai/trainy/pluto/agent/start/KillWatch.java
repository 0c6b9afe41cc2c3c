package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.AfterKill;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.DaemonThreads;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A small process beside the program, no child of it, that waits for its death and then runs {@code
 * sync}: see {@code kill-watch.sh}. It is started with the first run and ends with the program.
 *
 * <p>What it is told goes through a thread of its own, which is there only as long as there is
 * something to tell, so that the program waits for nothing.
 */
final class KillWatch implements AfterKill {
  private static final String READY = "ready";

  /** What {@code sync} needs of the environment; of everything else the watch is free. */
  private static final List<String> INHERITED =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LC_ALL",
          "TMPDIR",
          "XDG_STATE_HOME",
          "XDG_DATA_HOME",
          "XDG_CONFIG_HOME",
          "XDG_RUNTIME_DIR",
          "DBUS_SESSION_BUS_ADDRESS",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "all_proxy",
          "ALL_PROXY",
          Wandb.API_KEY);

  private final Settings settings;
  private final Path jar;
  private final Messages messages;

  // Guarded by this.
  private final Queue<String> changes = new ArrayDeque<>();
  private boolean telling;

  /** Held open for as long as the program lives; of the thread that tells. */
  private @Nullable OutputStream watch;

  /**
   * @param jar the agent's own
   */
  KillWatch(Settings settings, Path jar, Messages messages) {
    this.settings = settings;
    this.jar = jar;
    this.messages = messages;
  }

  @Override
  public void started() {
    change("+");
  }

  @Override
  public void complete() {
    change("-");
  }

  private synchronized void change(String change) {
    changes.add(change);
    if (!telling) {
      // Once it has failed it is not tried again.
      telling = true;
      new DaemonThreads().start("pluto-watch", this::tell, this::failed);
    }
  }

  private void tell() throws IOException {
    if (watch == null) {
      start();
    } else {
      tellChanges(watch);
    }
  }

  private void tellChanges(OutputStream watch) throws IOException {
    for (String change = next(); change != null; change = next()) {
      watch.write((change + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Null once there is nothing to tell: then the next change has a thread of its own. */
  private synchronized @Nullable String next() {
    telling = !changes.isEmpty();
    return changes.poll();
  }

  private void failed(Throwable e) {
    messages.log(AgentMessage.KILL_WATCH_GONE, e);
    messages.say(AgentMessage.KILL_WATCH_FAILED, e);
  }

  private void start() throws IOException {
    Path home = settings.journals();
    if (settings.areJournalsAmongOthers()) {
      RunStore.amongOthers(home).claim();
    }
    Files.createDirectories(home);
    // Not the process's number alone: containers that share the directory each have a process 7.
    String name = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
    Path fifo = home.resolve("watch-" + name);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/sh",
            "-c",
            script(),
            "kill-watch",
            fifo.toString(),
            java.toString(),
            jar.toString(),
            home.toString(),
            home.resolve("after-kill.log").toString());
    builder.directory(Path.of("/").toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    clean(builder.environment());
    Process starter = builder.start();
    try (InputStream answer = starter.getInputStream()) {
      byte[] ready = answer.readNBytes(READY.length());
      if (!new String(ready, StandardCharsets.US_ASCII).equals(READY)) {
        throw new IOException("/bin/sh did not start it");
      }
      // Its other end is open already, so this does not block.
      OutputStream opened = new FileOutputStream(fifo.toFile());
      watch = opened;
      tellChanges(opened);
    } finally {
      // The starter goes away at the end of its input: from then on the watch knows of the run.
      starter.getOutputStream().close();
    }
  }

  /** Settings may come from properties and agent options, which sync would not see. */
  private void clean(Map<String, String> environment) {
    Map<String, String> before = Map.copyOf(environment);
    environment.clear();
    for (String name : INHERITED) {
      if (before.containsKey(name)) {
        environment.put(name, before.get(name));
      }
    }
    for (Setting setting : settings.all()) {
      if (settings.isGiven(setting)) {
        settings.text(setting).ifPresent(value -> environment.put(setting.variable(), value));
      }
    }
    if (settings.isOnlyCopy()) {
      // The key may be in wandb's place then.
      environment.put(Wandb.DISABLE_LOGGING, "true");
    }
  }

  /** Without its comments: they would be seen in every list of processes. */
  private static String script() {
    List<String> lines = new ArrayList<>();
    try (InputStream file = KillWatch.class.getResourceAsStream("kill-watch.sh")) {
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.strip().startsWith("#"))
          .forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join("\n", lines);
  }
}
