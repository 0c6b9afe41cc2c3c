package ai.trainy.pluto.observe;

/**
 * Stands by for the case that the program is killed while runs are not yet uploaded. Told from any
 * thread; never throws, never blocks for long.
 */
public interface AfterKill {
  /** What is left behind waits for the next run, or for sync. */
  AfterKill NOTHING =
      new AfterKill() {
        @Override
        public void started() {}

        @Override
        public void complete() {}
      };

  /** A run has started. */
  void started();

  /** Pluto has all of a run that was started. */
  void complete();
}
