package ai.trainy.pluto.agent.survey;

import ai.trainy.pluto.agent.binding.ClientBinding;
import java.util.List;

/** Which wandb clients are on a class path, and whether the agent could log what they log. */
public final class Survey {
  private final int places;
  private final List<FoundClient> found;
  private final List<String> notFound;
  private final List<UnboundClass> unbound;
  private final List<String> skipped;

  Survey(
      int places,
      List<FoundClient> found,
      List<String> notFound,
      List<UnboundClass> unbound,
      List<String> skipped) {
    this.places = places;
    this.found = List.copyOf(found);
    this.notFound = List.copyOf(notFound);
    this.unbound = List.copyOf(unbound);
    this.skipped = List.copyOf(skipped);
  }

  /**
   * Looks through a class path. Names every file on it, and reads those of the clients and of the
   * classes that their methods take; keeps nothing open.
   *
   * @param clients in the order in which the agent asks them: the user's own, then the shipped ones
   * @param withoutWandb whether wandb is switched off
   */
  public static Survey of(ClassPath path, List<ClientBinding> clients, boolean withoutWandb) {
    return new Surveyor(path, clients, withoutWandb).survey();
  }

  /** How many jars, jars in jars and directories there were to look into. */
  public int places() {
    return places;
  }

  /** By the order of the class path. */
  public List<FoundClient> found() {
    return found;
  }

  /** The bindings of which no class is on the path, by their names. */
  public List<String> notFound() {
    return notFound;
  }

  /** What looks like a wandb client and is none that a binding describes. */
  public List<UnboundClass> unbound() {
    return unbound;
  }

  /** For people, without a full stop: what could not be looked into, and why. */
  public List<String> skipped() {
    return skipped;
  }
}
