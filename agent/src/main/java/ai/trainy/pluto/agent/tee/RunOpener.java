package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.MissedCalls;
import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Opens Pluto's runs, from what the program asks of the client's. */
public final class RunOpener {
  private final Pluto pluto;
  private final RunNaming naming;
  private final AtomicReference<Runnable> atFirstRun;
  private final Settings settings;
  private final Messages messages;
  private final AtomicBoolean opened = new AtomicBoolean();

  /** What builders were given so far. */
  private final WeakIdentityMap<RunRequest> requests = new WeakIdentityMap<>();

  /**
   * @param atFirstRun run once, when the first run starts
   */
  public RunOpener(Pluto pluto, Settings settings, Runnable atFirstRun, Messages messages) {
    this.pluto = pluto;
    this.settings = settings;
    this.messages = messages;
    this.naming = new RunNaming(settings, messages);
    this.atFirstRun = new AtomicReference<>(atFirstRun);
  }

  /** How runs are named. */
  public RunNaming naming() {
    return naming;
  }

  /** Calls that reach no run. */
  public MissedCalls missed() {
    return pluto.missed();
  }

  /** A builder was given something. */
  void built(Object builder, RunRequest given) {
    requests.computeIfAbsent(builder, RunRequest::new).add(given);
  }

  /**
   * What the program has asked for, by a builder and by the init itself.
   *
   * @param builder that the init is called on; null if there is none
   */
  public RunRequest request(@Nullable Object builder, RunRequest given) {
    RunRequest asked = new RunRequest();
    RunRequest built = builder == null ? null : requests.get(builder);
    if (built != null) {
      asked.add(built);
    }
    asked.add(given);
    return asked;
  }

  /** Opens a run, as Pluto's own. */
  public Run open(RunRequest asked, RunRequest answered) throws IOException {
    // First: a signal that comes once there is a run is seen.
    Runnable first = atFirstRun.getAndSet(null);
    if (first != null) {
      first.run();
    }
    if (!opened.compareAndSet(false, true)) {
      sayIfTheSame();
    }
    return pluto.init(naming.spec(asked, answered));
  }

  private void sayIfTheSame() {
    settings
        .text(Setting.RUN_ID)
        .ifPresent(
            id -> messages.say(AgentMessage.ONE_RUN_ID, settings.source(Setting.RUN_ID), id));
  }
}
