package ai.trainy.pluto.messages;

import static ai.trainy.pluto.messages.Message.Level.DEBUG;
import static ai.trainy.pluto.messages.Message.Level.INFO;
import static ai.trainy.pluto.messages.Message.Level.WARN;

/** What core says. */
public enum CoreMessage implements Message {
  // Settings and the key.
  SETTING_UNCLEAR(
      WARN, SEVERAL, "{}: '{}' {}; expected {}. Nothing is uploaded; data is kept on disk."),
  SETTING_UNUSABLE(WARN, SEVERAL, "{}: '{}' {}; expected {}. Using {}."),
  SETTING_IGNORED(WARN, SEVERAL, "{}: '{}' {}; expected {}. It is ignored."),
  SETTING_MISSPELT(WARN, SEVERAL, "Unknown setting {} (ignored). Did you mean {}?"),
  SETTING_UNKNOWN(WARN, SEVERAL, "Unknown setting {} (ignored)."),
  SETTING_DEPRECATED(WARN, SEVERAL, "{} is deprecated; set {} instead."),
  OPTION_MISSPELT(WARN, SEVERAL, "Unknown agent option '{}' (ignored). Did you mean '{}'?"),
  OPTION_UNKNOWN(WARN, SEVERAL, "Unknown agent option '{}' (ignored)."),
  OPTION_UNREADABLE(
      WARN, SEVERAL, "agent option '{}' is ignored: it is not of the form name=value."),
  ADDRESSES_MIXED(
      WARN,
      "some of Pluto's addresses are set, but not {}. If you run your own Pluto, set all of"
          + " them, or {}."),
  MODES_DISAGREE(
      WARN, "{} but {}: Pluto is off, and nothing is logged to it. Remove the one that is wrong."),
  OFF_BY_CLIENT(INFO, "{}, so nothing is logged to Pluto either. To log to Pluto, set {}=online."),
  KEY_VISIBLE(
      WARN, "the key in {} can be seen in the list of processes; {} in the environment cannot."),
  KEY_CORRECTED(WARN, "the key in {} has {} around it, which are ignored."),
  KEY_UNAVAILABLE(WARN, "no usable key: {}. Data is kept in {}."),
  KEY_REJECTED(WARN, "Pluto rejected {} ({}). Create a key at {}. Data is kept in {}."),
  KEY_REJECTED_LATER(
      WARN,
      "Pluto rejected {} ({}), which it accepted before. The upload is retried every few"
          + " minutes. {}"),

  // Parts of lines about the key.
  KEY_IS_EMPTY("the key in {} is empty"),
  KEY_IS_OF_CLIENT("the key in {} is one of {}, which Pluto does not know; it is not sent"),
  KEY_IS_BROKEN("the key in {} has a line break or another control character inside it" + Text.KEY),
  KEY_IS_NONE("the key in {} holds characters that no Pluto key has" + Text.KEY),
  KEY_NOT_OBTAINED("could not get {} ({}). Sign in again ('login') or set {}"),

  // A run.
  LOGGING_TO(INFO, SEVERAL, "logging to {}"),
  LOGGING_TO_WITH_CONSOLE(INFO, SEVERAL, "logging to {}, including what the program prints"),
  CANNOT_REACH_PLUTO(WARN, SEVERAL, "Cannot reach Pluto ({}). {}"),
  RUN_REJECTED(WARN, SEVERAL, "Pluto rejected the run ({}). Data is kept in {}."),
  RUN_CANCELLED(INFO, SEVERAL, "the run was cancelled in Pluto ({}). The program keeps running."),
  RUN_CANCELLED_EXIT(
      WARN, SEVERAL, "the run was cancelled in Pluto ({}). The program exits with code 130."),
  RUN_NAME_CHANGED(
      WARN,
      SEVERAL,
      "Pluto cannot store the {} '{}' and uses '{}' instead. The original is in the run's"
          + " config under {}."),
  RUN_COMPLETE(INFO, SEVERAL, "run {} complete: {} values uploaded{}{}"),
  RUN_WITHOUT_STATUS(
      WARN,
      SEVERAL,
      "run {}: {} values uploaded{}, but not its final status: it shows as running, then as"
          + " failed, until the next program or 'sync' sends it{}"),
  RUN_NOT_CREATED(WARN, SEVERAL, "run {} is not in Pluto yet. Data is kept in {}{}{}"),
  RUN_INCOMPLETE(
      WARN, SEVERAL, "run {} incomplete: {} of {} values uploaded{}. The rest is kept in {}{}{}{}"),
  RUN_OFFLINE(INFO, SEVERAL, "run {} ended offline: {} values{} are kept in {}{}{}"),
  RUN_DAMAGED(
      WARN,
      SEVERAL,
      "run {} incomplete: {} of {} values uploaded{}. The rest could not be read back from"
          + " {}{}"),
  NO_THREAD(
      WARN,
      "Cannot start a thread (few processes allowed, or a security manager; pluto.log has"
          + " the cause). Data is kept in {}; the next run uploads it, or {} sync."),
  OFFLINE(INFO, "offline: nothing is uploaded. Data is kept in {}."),
  LOGGED_LATE(
      WARN,
      SEVERAL,
      "run '{}' was logged to after the wait for its upload. That data is kept in {}; the"
          + " next program or 'sync' uploads it."),
  TOO_MANY_TAGS(WARN, "a run can have {} tags; this one has {}. The last ones were dropped."),
  TOO_MANY_GROUPS(WARN, "a run can have one tag group:*; this one has {}. Only '{}' is used."),
  ALERT_NOT_MAILED(
      WARN, SEVERAL, "the alert '{}' may not have been mailed ({}). Everything else is uploaded."),
  DATA_DEFERRED(
      WARN,
      SEVERAL,
      "Pluto currently fails for some of the data of {} ({}). It is kept on disk and"
          + " retried; everything else is uploaded."),
  FILE_REJECTED(
      WARN,
      SEVERAL,
      "Pluto rejected the file '{}' ({}). Rejected files are kept in {}; everything else is"
          + " uploaded."),
  RECOVERY_WITHOUT_KEY(WARN, "no usable key: {}. The run in {} is not uploaded yet."),
  ROW_REJECTED(
      WARN,
      SEVERAL,
      "Pluto rejected a row at step {} ({}). Rejected rows are saved in {}; everything else"
          + " is uploaded."),
  RUN_RENAMED(
      INFO,
      SEVERAL,
      "this server already has a run '{}' in project '{}'. The run is uploaded as '{}'."),
  FORK_REFUSED(
      WARN,
      SEVERAL,
      "Cannot continue from {} in Pluto ({}). The run is created there as a separate run,"
          + " with everything it logs."),
  UPLOAD_FAILED(
      WARN,
      SEVERAL,
      "The upload failed with an internal error ({}) and is retried. Data is buffered in {}."),

  // Parts of the line that a run ends with.
  VALUES_SKIPPED(", {} skipped"),
  CALLS_MISSED(". Calls that reached no run: {}"),
  STATUS_MISSING(
      ". Its final status could not be sent either: it shows as running, then as failed,"
          + " until the next program or 'sync' sends it"),
  ONLY_COPY(", the only copy there is. {} uploads it"),
  EPHEMERAL_HOST(
      ". This looks like a container or a CI job: data on its disk goes with the machine."
          + " Raise {} or set {} to a directory that outlives it"),
  EPHEMERAL_HOST_OFFLINE(
      ". This looks like a container or a CI job: data on its disk goes with the machine."
          + " Set {} to a directory that outlives it"),

  // Values that are not logged.
  VALUE_SKIPPED(WARN, SEVERAL, "Skipped '{}': it {}."),
  VALUE_UNSUPPORTED(DEBUG, MANY, "Skipped '{}': it is {}, which Pluto has no place for."),
  VALUE_WITHOUT_NAME(WARN, "Skipped a value: it has no name." + Text.FURTHER),
  NAME_CHANGED(
      WARN,
      "Pluto cannot store the name '{}' and uses '{}' instead. The original is in the run's"
          + " config under {}."
          + Text.FURTHER),
  ROW_UNREADABLE(
      WARN, "Skipped the rest of a row: it could not be read to its end ({})." + Text.FURTHER),
  STEP_OUT_OF_RANGE(
      WARN, "Skipped a row: step {} is outside 0 to {}, which is what Pluto holds." + Text.FURTHER),
  STEP_NOT_WHOLE(
      WARN,
      "Skipped a row: step {} is no whole number from 0 to {}, which is what Pluto holds."
          + Text.FURTHER),
  LOGGED_AFTER_END(WARN, "Skipped values: they were logged after the run's end." + Text.FURTHER),
  RECORD_TOO_LARGE(WARN, "Skipped values: a record cannot hold them ({})." + Text.FURTHER),
  VALUE_IS_CONFIG(
      WARN,
      "'{}' was logged, but is also a config value. The config value stays, and the logged"
          + " one is in config under {}. Log it under another name to see it elsewhere."),
  CLOCK_WRONG(
      WARN,
      "the clock of this machine says {}. Pluto uses the time of the upload instead of that"
          + " of each log call. Set the clock."
          + Text.FURTHER),
  CONFIG_PATH_TOO_LONG(
      WARN,
      "Skipped a config value of '{}': its path has over 500 characters, and one such path"
          + " hides the run's whole config from Pluto's search. Use shorter keys."
          + Text.FURTHER),
  CONFIG_PATHS_TOO_LONG(
      WARN,
      "Skipped {} config values: their paths have over 500 characters, and one such path"
          + " hides the run's whole config from Pluto's search. Use shorter keys."),
  IMAGE_INCOMPLETE(WARN, SEVERAL, "Skipped a part of the image '{}': it has {}."),
  FILE_SKIPPED(WARN, SEVERAL, "Skipped '{}': it could not be copied ({})."),
  PATTERN_UNREADABLE(WARN, SEVERAL, "Skipped '{}': it cannot be looked up ({})."),
  PATTERN_WITHOUT_FILE(WARN, SEVERAL, "Skipped '{}': it names no file."),

  // The disk.
  NO_HOME(
      WARN,
      "cannot write to {} ({}) or anywhere else: this run is not logged to Pluto. Your"
          + " program is not affected. Set {} to a writable directory."),
  NO_HOME_FOR_ONLY_COPY(
      WARN,
      "cannot write to {} ({}) or anywhere else: this run is not logged to Pluto, nor to"
          + " anything else. Set {} to a writable directory."),
  OTHER_HOME(
      WARN,
      SEVERAL,
      "cannot write to {} ({}). Data is kept in {} instead, where it may not outlive the"
          + " machine. Set {} to a writable directory."),
  DIRECTORY_REMOVED(
      WARN, SEVERAL, "{} was removed while a run was being logged; it has been recreated."),
  DISK_SLOW(
      WARN,
      SEVERAL,
      "Slow disk at {}: buffering in memory. Data not yet written is lost if the process is"
          + " killed. Set PLUTO_DIR to a faster disk."),
  RECORDS_DAMAGED(
      WARN,
      SEVERAL,
      "records in {} cannot be read. They are saved there as *.damaged; everything else is"
          + " uploaded."),
  RECORDS_MISSING(
      WARN,
      SEVERAL,
      "{} records of the run in {} are missing (a file was removed or truncated). Everything"
          + " else is uploaded."),
  JOURNAL_FULL(
      WARN,
      "Skipped values: the journal has reached its limit of {} MB in {}. Raise {}, or find"
          + " out why uploads fail."
          + Text.FURTHER),
  DISK_FULL(
      WARN,
      "Skipped values: all runs on this machine take {} MB together in {}. Upload them"
          + " (sync), delete ones you no longer need (sync --delete), or raise {}."
          + Text.FURTHER),
  FILES_FULL(
      WARN,
      "Skipped files: the copies of files that wait for upload take more disk than {} allows."
          + Text.FURTHER),
  DISK_FULL_FOR_FILES(
      WARN,
      "Skipped files: all runs on this machine take nearly as much disk as {} allows; '{}'"
          + " was not copied."
          + Text.FURTHER),
  JOURNAL_UNWRITABLE(
      WARN,
      "Skipped values: the journal in {} cannot be written ({}). Set {} to a directory with"
          + " room."
          + Text.FURTHER),
  BUFFER_LOST(WARN, "Lost values: the disk of {} did not take buffered data." + Text.FURTHER),

  // For those who look into a problem.
  FILE_UPLOAD_NOT_STARTED("the upload of a file could not be started now"),
  OPENED_WHILE_ENDING("a run was opened while the JVM was ending"),
  JVM_END_UNSEEN("the end of the JVM cannot be observed"),
  METADATA_NOT_STORED("run metadata could not be written to {}"),
  OWNER_NOT_STORED("the server of the run could not be stored in {}"),
  DIRECTORY_NOT_REMOVED("{} could not be removed"),
  OPENING_THREAD_FAILED("runs cannot be opened on a thread of their own"),
  EXIT_FAILED("the program could not be ended"),
  RUN_END_NOT_STORED("the end of the run could not be stored"),
  FILES_NOT_CLOSED("files in {} could not be closed"),
  FSYNC_FAILED("fsync failed in {}"),
  BUFFER_NOT_WRITTEN("buffered records could not be written to {}"),
  NO_ROOM_MADE("disk space could not be freed in {}"),
  JOURNAL_UNATTENDED("no thread maintains the journal in {}"),
  HEARTBEAT_FAILED("a heartbeat of {} failed (number {})"),
  TAKEN_FOR_DEAD("Pluto considered {} dead; it is resumed"),
  CONSOLE_RECIPIENT_FAILED("console output of a run stopped"),
  CONSOLE_FAILED("console capture stopped"),
  METADATA_SOURCE_FAILED("run metadata of {} is incomplete"),
  METADATA_FAILED("run metadata is incomplete"),
  GPUS_FAILED("GPU metrics stopped"),
  METRICS_RECIPIENT_FAILED("system metrics of a run stopped"),
  METRICS_SOURCE_FAILED("not available on this machine: {}"),
  METRICS_FAILED("system metrics stopped"),
  ALERT_FAILED("an alert failed"),
  PART_REFUSED("{} of {} were rejected: {}"),
  DEFERRED_UNREADABLE("deferred records cannot be read"),
  NOT_DEFERRED("deferred records could not be written"),
  TAGS_REFUSED("the tags {} of {} were rejected: {}"),
  REQUEST_REFUSED("a request about {} was rejected: {}"),
  NOT_STORED("upload state could not be written to {}"),
  STATUS_FIRST("files or rows of {} are not uploaded yet; its status is sent first"),
  FILE_RETRIED("the file '{}' is retried: {}"),
  COPY_NOT_REMOVED("{} is no longer needed, but could not be removed"),
  NAME_NOT_REGISTERED("the name '{}' was not registered: {}"),
  NOTES_NOT_NOTED("it could not be noted in {} that the notes were sent"),
  NOTES_IN_CONFIG_ALONE("the notes of {} are only in its config: {}"),
  REQUEST_FAILED("a request failed: {}"),
  PLUTO_IS_BACK("Pluto answers again"),
  ATTEMPT_FAILED("an attempt failed with an exception (number {})"),
  HEARTBEATS_FAILED("the heartbeat failed"),
  REQUEST_NOT_CANCELLED("a request could not be cancelled"),
  RECOVERING("uploading {}, left by an earlier program"),
  NOT_BROUGHT_ALONG("{} stays with the server that it belongs to"),
  LEFTOVERS_NOT_REMOVED("leftovers in {} could not be removed"),
  RECOVERY_FAILED("{} could not be uploaded"),
  LEFT_FOR_SYNC("{} belongs to {} and is left for sync"),
  RECOVERY_INCOMPLETE("runs of earlier programs could not all be uploaded"),
  CONFIG_REFUSED("config {} was rejected: {}"),
  JOURNAL_NOT_CLOSED("a journal could not be closed"),
  RESEND_UNREADABLE("rows to be sent again could not be read"),
  RESENT_NOT_NOTED("it could not be noted which rows were sent again"),
  SIGN_IN_FAILED("signing in failed"),
  SIDE_UPLOAD_FAILED("some of {} could not be uploaded and is retried"),
  LOCK_NOT_RELEASED("the lock of {} could not be released"),
  JOURNAL_OF_RUN_NOT_CLOSED("the journal in {} could not be closed"),
  OF_ANOTHER_SERVER("{} belongs to another server now"),
  UPLOADED_BY_ANOTHER("{} was uploaded by another program"),
  STATUS_NOT_SENT("the final status of {} could not be sent: {}"),
  STATUS_FAILED("the final status could not be sent"),
  UPLOAD_RETRIED("the upload failed (number {}) and is retried"),
  UPLOAD_INTERRUPTED("the upload was interrupted; what is left stays in the journal"),
  NOTHING_UPLOADED("nothing is uploaded"),
  HEARTBEAT_ENDED("the heartbeat of {} ended");

  private final Level level;
  private final int times;
  private final String template;

  CoreMessage(Level level, int times, String template) {
    this.level = level;
    this.times = times;
    this.template = template;
  }

  CoreMessage(Level level, String template) {
    this(level, 1, template);
  }

  CoreMessage(String template) {
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

  /** What several texts have in common. */
  private static final class Text {
    /** What a key looks like. */
    static final String KEY = "; expected mlpi_ or mlps_ and then letters, digits, _ and -";

    /** Of what a program may do at every step. */
    static final String FURTHER = " Further ones are counted, not reported.";
  }
}
