package ai.trainy.pluto.agent.message;

import static ai.trainy.pluto.messages.Message.Level.DEBUG;
import static ai.trainy.pluto.messages.Message.Level.INFO;
import static ai.trainy.pluto.messages.Message.Level.WARN;

import ai.trainy.pluto.messages.Message;

/** What the agent says in a program. The command line answers its user and has texts of its own. */
public enum AgentMessage implements Message {
  // At the start.
  NO_KEY(INFO, "this program logs to wandb; to log to Pluto as well, set {}"),
  NO_KEY_BUT_SETTINGS(WARN, "found {}, but no API key, so nothing is logged to Pluto. {}Set {}"),
  NO_KEY_BUT_HINTS(WARN, "no API key, so nothing is logged to Pluto. {}Set {}"),
  KEY_EMPTY(
      WARN,
      "{} is set but empty, so nothing is logged to Pluto. If it comes from a CI secret,"
          + " check that this job has access to it; otherwise set {}"),
  KILL_WATCH_FAILED(
      WARN,
      "could not start the process that notices when this program is killed ({}). What it"
          + " leaves behind then is uploaded by the next run, or by sync."),
  KILL_WATCH_IMPOSSIBLE(
      WARN,
      "{}=watch has no effect: {}. What a killed program leaves behind is uploaded by the"
          + " next run, or by sync."),
  NOTHING_LOGGED(
      WARN,
      "nothing was logged: this program loaded none of the classes that {} describes ({})."
          + " Check their names with: java -jar pluto-wandb-agent.jar doctor --class-path PATH"),
  LOGGED_NOWHERE(
      WARN, "wandb is switched off ({}) and so is Pluto ({}): nothing is logged anywhere."),
  NO_KEY_STANDALONE(
      WARN,
      "WARNING: {}, and wandb is switched off ({}): this program's data is kept in {} and"
          + " nowhere else. Set {}; then java -jar pluto-wandb-agent.jar sync uploads it."),
  KEY_OF_CLIENT_VARIABLE(INFO, "signing in to Pluto with the key in {}."),
  KEY_UNUSABLE(WARN, "{}. Not logging to Pluto; wandb is untouched. Set {}."),

  // Bindings.
  BINDINGS_UNREADABLE(
      WARN, "{}. The clients described there are not logged to Pluto; wandb is untouched."),
  BINDINGS_UNREADABLE_STANDALONE(
      WARN,
      "{}. The clients described there are not logged to Pluto; wandb is not switched off"
          + " for them."),
  INPUT_UNREADABLE(
      WARN,
      SEVERAL,
      "{} of {} is not where the binding says ({}) and does not reach Pluto. wandb is"
          + " untouched."),
  CONFIG_IS_NO_MAP(
      WARN,
      SEVERAL,
      "config of {} is {}: it is not logged to Pluto. Name a map in the binding, such as"
          + " config=arg0.toMap(). wandb is untouched."),
  CALL_WITHOUT_RUN(
      WARN,
      SEVERAL,
      "{} was called on a run that no init of the binding opened, so its data does not reach"
          + " Pluto. If init returns the run inside something else, such as a future or a proxy,"
          + " say so in the binding with run=return...; wandb is untouched."),
  BINDING_MISMATCH(WARN, SEVERAL, "{}. {} does not fit this version of the client: {}."),
  ATTACHED_LATE(
      WARN,
      SEVERAL,
      "the agent was attached after {} was loaded: runs that were open then are not logged"
          + " to Pluto; later runs are."),
  CLASS_NOT_WOVEN(WARN, SEVERAL, "{} could not be woven ({}): {}."),

  // Calls.
  CALL_NOT_MIRRORED(
      WARN, SEVERAL, "a call to wandb could not be logged to Pluto ({}). wandb is untouched."),
  CALL_NOT_LOGGED(WARN, SEVERAL, "a call to wandb could not be logged to Pluto ({})."),
  ARGUMENT_SKIPPED(WARN, SEVERAL, "Skipped {}: it is {}."),
  WANDB_NOT_STARTED(
      WARN,
      "wandb did not start, so this run is logged nowhere. Most likely the wandb on PATH has"
          + " no grpc-server, which 0.12.4 was the last to have. Set {}=true to log to Pluto alone."),
  NO_WANDB_ON_PATH(
      WARN,
      "there is no wandb on PATH, so this run is logged nowhere. Set {}=true to log to Pluto"
          + " alone."),
  THREAD_DIED(DEBUG, MANY, "thread '{}' ended with {}"),
  FORK_UNREADABLE(
      WARN,
      SEVERAL,
      "cannot fork from '{}': expected RUN_ID?_step=N. In Pluto the run starts from scratch."),
  ONE_RUN_ID(
      WARN,
      "this program opens several runs, and {} makes them one run in Pluto, '{}'. Unset it"
          + " to get a run for each."),

  // In the place of wandb.
  METHODS_UNCLEAR(
      WARN, SEVERAL, "without wandb the agent has to guess what some methods of {} do: {}. {}"),
  CLIENT_NEEDED(
      WARN, SEVERAL, "wandb is not switched off for {}, which is logged to Pluto as well: {}. {}"),
  REQUIRED_UNMET(
      WARN,
      "the program is stopped with exit code {}: {} is true, and this run would not reach"
          + " Pluto: {}"),
  CALL_WITHOUT_RUN_STANDALONE(
      WARN,
      SEVERAL,
      "{} was called on a run that no init of the binding opened: its data is logged nowhere."),
  UNCLEAR_METHOD_CALLED(
      WARN,
      SEVERAL,
      "{} was called. Its own code needs wandb and does not run, nothing of it reaches"
          + " Pluto, and what it returns is a guess. Describe it in the binding."),
  STEP_NOT_WRITTEN(
      WARN,
      SEVERAL,
      "the step cannot be written where the binding of {} says ({}): a program that reads it"
          + " back does not find it. Pluto has the row."),
  RUN_NOT_MADE(
      WARN,
      SEVERAL,
      "cannot create a {} without wandb: nothing is logged to it. Bind the class that has"
          + " its methods."),
  REQUIRED_UNKNOWN(
      WARN,
      "Pluto has not confirmed the key ({}), but has not rejected it either. The program"
          + " continues, and its data is kept on disk until Pluto answers."),
  RESUME_NEVER(WARN, SEVERAL, "{}=never: Pluto already had run {}, and it was resumed."),
  RESUME_MUST(WARN, SEVERAL, "{}=must: Pluto had no run {}, so it is a new one."),
  RESUMED_STEP_UNKNOWN(
      WARN,
      SEVERAL,
      "run {} is resumed in Pluto, but its last step is not known here: rows without a step"
          + " are counted from 0, and replace earlier ones at the same steps. Log with a step."),
  STANDALONE_IMPOSSIBLE(
      WARN,
      "{} has no effect: this Java runtime lacks the module jdk.unsupported, which is needed"
          + " to create runs without wandb. wandb runs as usual, and Pluto beside it."),

  // For those who look into a problem.
  ARCHIVE_RECORDED(
      "this JVM records a CDS archive or an AOT cache, so no class of the JDK is woven: runs"
          + " that the program does not finish count as completed, after a signal as terminated"),
  HOOKS_END_UNSEEN("the end of the shutdown hooks cannot be observed on this JVM"),
  HOOKS_END_FAILED("work at the end of the shutdown hooks failed"),
  CALL_WITHOUT_RUN_SKIPPED("{} was called on a run that no init opened"),
  RUN_NOT_OPENED("a run could not be opened"),
  CLASS_NOT_LOADED("{} could not be loaded"),
  KILL_WATCH_GONE("the process that notices when this program is killed is gone"),
  CALL_FAILED("a call could not be logged"),
  JDK_NOT_WOVEN("the program's end and output cannot be observed on this JVM"),
  WEAVING_FAILED("weaving {} failed"),
  LOGGED_BY("pluto-wandb-agent {}, Java {}, {}"),
  SYNC("{} sync");

  private final Level level;
  private final int times;
  private final String template;

  AgentMessage(Level level, int times, String template) {
    this.level = level;
    this.times = times;
    this.template = template;
  }

  AgentMessage(Level level, String template) {
    this(level, 1, template);
  }

  AgentMessage(String template) {
    this(Level.LOG, template);
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public int times() {
    return times;
  }

  @Override
  public String template() {
    return template;
  }
}
