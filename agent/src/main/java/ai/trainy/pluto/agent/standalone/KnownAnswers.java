package ai.trainy.pluto.agent.standalone;

/** What methods can be answered with for certain, by their names and types alone. */
public final class KnownAnswers {
  private KnownAnswers() {}

  /** Whether a getter asks for something that is known of every run. */
  public static boolean isOfRun(String getter) {
    return RunProperty.ofGetter(getter).isPresent();
  }

  /** Whether a getter asks whether the run is over. */
  public static boolean isOfState(String getter) {
    return RunState.ofGetter(getter).filter(RunState::isCertain).isPresent();
  }

  /** Whether a getter asks whether the run goes on, which a client's server may say. */
  public static boolean isOfGoingOn(String getter) {
    return RunState.ofGetter(getter).filter(state -> !state.isCertain()).isPresent();
  }

  /** Whether a class of the JDK has a value that says nothing and does no harm. */
  public static boolean isDefault(String className) {
    try {
      return DefaultValues.has(
          Class.forName(className, false, ClassLoader.getPlatformClassLoader()));
    } catch (ClassNotFoundException | LinkageError notThere) {
      return false;
    }
  }
}
