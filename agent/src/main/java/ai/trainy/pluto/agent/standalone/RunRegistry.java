package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.tee.RunNaming;
import ai.trainy.pluto.agent.tee.RunOpener;
import ai.trainy.pluto.agent.tee.RunRequest;
import ai.trainy.pluto.agent.tee.Runs;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Opens runs that the client would have made, and knows which of them are open. */
final class RunRegistry {
  private final RunOpener opener;
  private final Settings settings;
  private final RequiredRunCheck requiredRun;
  private final Messages messages;
  private final WandbDefaults defaults;

  private final Runs<StandaloneRun> runs = new Runs<>();

  /** What stands for them in the program, the newest first; as the client holds them itself. */
  private final Deque<Open> open = new ArrayDeque<>();

  private static final class Open {
    final @Nullable Object key;
    final StandaloneRun run;

    Open(@Nullable Object key, StandaloneRun run) {
      this.key = key;
      this.run = run;
    }
  }

  RunRegistry(
      RunOpener opener, Settings settings, RequiredRunCheck requiredRun, Messages messages) {
    this.opener = opener;
    this.settings = settings;
    this.requiredRun = requiredRun;
    this.messages = messages;
    this.defaults = new WandbDefaults(settings, new Random());
  }

  /** The run that something in the program stands for; null if there is none. */
  @Nullable StandaloneRun get(@Nullable Object key) {
    return runs.get(key);
  }

  /** Something else stands for the run as well. */
  void alias(Object key, StandaloneRun run) {
    runs.put(key, run);
  }

  /** What stands for the newest open run of a class; null if there is none. */
  synchronized @Nullable Object newest(Class<?> type) {
    return open.stream().map(each -> each.key).filter(type::isInstance).findFirst().orElse(null);
  }

  /** The run is over. */
  synchronized void over(StandaloneRun run) {
    run.setOver();
    open.removeIf(each -> each.run == run);
  }

  /**
   * Opens a run.
   *
   * @param key what will stand for it; null for nothing
   * @param asked what the program asked for
   * @param bound what the binding says a run answers
   * @param record what the client would have sent to open it; null if that is not known
   */
  StandaloneRun open(
      @Nullable Object key, RunRequest asked, RunRequest bound, @Nullable RunRecord record) {
    requiredRun.check();
    Map<Input, Object> values = defaults.answer(asked, bound);
    RunRequest answered = new RunRequest().with(values);
    answered.addMissing(bound);
    Run run = settings.mode() == Mode.DISABLED ? null : open(asked, answered);
    StandaloneRun opened =
        new StandaloneRun(
            new RunFacts(values, asked.config(), opener.naming().tags(asked, answered), record),
            steps(asked),
            run,
            settings.url(Setting.URL_APP),
            settings.duration(Setting.INIT_TIMEOUT_SECONDS));
    if (key != null) {
      runs.put(key, opened);
    }
    synchronized (this) {
      open.push(new Open(key, opened));
    }
    return opened;
  }

  /** Null if there is no place for it; that was said. */
  private @Nullable Run open(RunRequest asked, RunRequest answered) {
    try {
      return opener.open(asked, answered);
    } catch (IOException e) {
      messages.log(AgentMessage.RUN_NOT_OPENED, e);
      requiredRun.unmet("it cannot be kept on disk (" + e.getMessage() + ")");
      return null;
    }
  }

  /** A fork goes on behind the step that it was made at. */
  private static StepCount steps(RunRequest asked) {
    OptionalLong fork =
        asked.text(Input.FORK_FROM).map(RunNaming::forkStep).orElse(OptionalLong.empty());
    long first = Long.parseLong(asked.text(Input.FIRST_STEP).orElse("1"));
    String following = asked.text(Input.STEPS_FOLLOW).orElse("after").toUpperCase(Locale.ROOT);
    return new StepCount(
        fork.isPresent() ? fork.getAsLong() + 1 : first, StepCount.Following.valueOf(following));
  }
}
