package ai.trainy.pluto.agent.binding;

import java.util.List;

/** A woven method. */
public final class Site {
  private final MethodBinding binding;
  private final boolean endSeen;
  private final List<String> runClasses;

  /**
   * @param endSeen whether the end of each call is told of, and not only its beginning
   */
  public Site(MethodBinding binding, boolean endSeen) {
    this(binding, endSeen, List.of());
  }

  /**
   * @param runClasses of an init whose code is left out: the classes that its run may be of
   */
  public Site(MethodBinding binding, boolean endSeen, List<String> runClasses) {
    this.binding = binding;
    this.endSeen = endSeen;
    this.runClasses = List.copyOf(runClasses);
  }

  public MethodBinding binding() {
    return binding;
  }

  /** Whether the end of each call is told of, and not only its beginning. */
  public boolean isEndSeen() {
    return endSeen;
  }

  /** Of an init whose code is left out: the classes that its run may be of, by their names. */
  public List<String> runClasses() {
    return runClasses;
  }
}
