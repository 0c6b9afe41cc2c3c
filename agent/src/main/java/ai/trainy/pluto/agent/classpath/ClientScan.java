package ai.trainy.pluto.agent.classpath;

import ai.trainy.pluto.agent.binding.ClientBinding;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which wandb clients are on a class path, and whether the agent could log what they log. */
public final class ClientScan {
  private final int entries;
  private final List<FoundClient> found;
  private final Set<ClientBinding> missing;
  private final Map<String, String> unbound;
  private final List<String> skipped;

  ClientScan(
      int entries,
      List<FoundClient> found,
      Set<ClientBinding> missing,
      Map<String, String> unbound,
      List<String> skipped) {
    this.entries = entries;
    this.found = List.copyOf(found);
    this.missing = Set.copyOf(missing);
    this.unbound = unbound;
    this.skipped = List.copyOf(skipped);
  }

  /**
   * Looks through a class path. Names every file on it, and reads those of the clients and of the
   * classes that their methods take; keeps nothing open.
   *
   * @param clients in the order in which the agent asks them: the user's own, then the shipped ones
   * @param withoutWandb whether wandb is switched off
   */
  public static ClientScan of(ClassPath path, List<ClientBinding> clients, boolean withoutWandb) {
    return new ClientScanner(path, clients, withoutWandb).scan();
  }

  /** How many jars, jars in jars and directories there were to look into. */
  public int entries() {
    return entries;
  }

  /** By the order of the class path. */
  public List<FoundClient> found() {
    return found;
  }

  /** Whether none of a client's classes is on the path. */
  public boolean isMissing(ClientBinding client) {
    return missing.contains(client);
  }

  /** What looks like a wandb client and is none that a binding describes. */
  public Map<String, String> unbound() {
    return unbound;
  }

  /** For people, without a full stop: what could not be looked into, and why. */
  public List<String> skipped() {
    return skipped;
  }
}
