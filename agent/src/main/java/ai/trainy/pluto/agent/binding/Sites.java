package ai.trainy.pluto.agent.binding;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every woven method, by the constant that its calls come with. Written by who weaves, read by who
 * receives the calls.
 */
public final class Sites {
  private final Map<String, Site> sites = new ConcurrentHashMap<>();

  /** A method was woven: calls with {@code name} are calls of it. */
  public void add(String name, Site site) {
    sites.put(name, site);
  }

  /** What calls with a name are calls of; empty for one that is not known. */
  public Optional<Site> at(String name) {
    return Optional.ofNullable(sites.get(name));
  }
}
