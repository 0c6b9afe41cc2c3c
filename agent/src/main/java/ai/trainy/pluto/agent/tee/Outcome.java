package ai.trainy.pluto.agent.tee;

/** What is done once a call's outcome is known. */
interface Outcome {
  /**
   * The call is over.
   *
   * @param returned what the call returned; null if it threw
   * @param thrown what it threw; null if it returned
   */
  void of(Object returned, Throwable thrown) throws Exception;
}
