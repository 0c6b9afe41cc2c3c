package ai.trainy.pluto.agent.binding;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every woven method, by the constant that its calls come with. Written by who weaves, read by who
 * receives the calls.
 */
public final class Sites {
  private final Map<String, MethodBinding> bindings = new ConcurrentHashMap<>();

  /** A method was woven: calls with {@code site} are calls of it. */
  public void add(String site, MethodBinding binding) {
    bindings.put(site, binding);
  }

  /** What a site's calls are; empty for a site that is not known. */
  public Optional<MethodBinding> at(String site) {
    return Optional.ofNullable(bindings.get(site));
  }
}
