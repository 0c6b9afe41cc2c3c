package ai.trainy.pluto.threads;

/**
 * The threads of one JVM, however many runs it has. Each kind of work has a lane, so that none
 * waits for another: uploads may hang in a request for a minute, heartbeats must not.
 */
public final class Engine {
  private final Machine machine;
  private final Lane writers;
  private final Lane journals;
  private final Lane uploads;
  private final Lane files;
  private final Lane heartbeats;
  private final Lane statuses;

  public Engine(Machine machine) {
    this.machine = machine;
    this.writers = new Lane("pluto-writer", 1, machine);
    this.journals = new Lane("pluto-journal", 1, machine);
    this.uploads = new Lane("pluto-uploader", 8, machine);
    this.files = new Lane("pluto-files", 2, machine);
    this.heartbeats = new Lane("pluto-heartbeat", 2, machine);
    this.statuses = new Lane("pluto-status", 4, machine);
  }

  /** What it has of the machine. */
  public Machine machine() {
    return machine;
  }

  /** Writes records that their callers do not write themselves. */
  public Lane writers() {
    return writers;
  }

  /** Brings journals to the disk. */
  public Lane journals() {
    return journals;
  }

  /** Carries journals to the server. */
  public Lane uploads() {
    return uploads;
  }

  /** Carries what goes up beside journals: files, and what was deferred. */
  public Lane files() {
    return files;
  }

  /** Tells the server that runs are alive. */
  public Lane heartbeats() {
    return heartbeats;
  }

  /** Sends the final status of runs whose upload is not waited for any longer. */
  public Lane statuses() {
    return statuses;
  }
}
