package ai.trainy.pluto.agent.binding;

/** A woven method. */
public final class Site {
  private final MethodBinding binding;
  private final boolean endSeen;

  /**
   * @param endSeen whether the end of each call is told of, and not only its beginning
   */
  public Site(MethodBinding binding, boolean endSeen) {
    this.binding = binding;
    this.endSeen = endSeen;
  }

  public MethodBinding binding() {
    return binding;
  }

  /** Whether the end of each call is told of, and not only its beginning. */
  public boolean isEndSeen() {
    return endSeen;
  }
}
