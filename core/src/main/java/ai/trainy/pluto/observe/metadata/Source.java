package ai.trainy.pluto.observe.metadata;

import java.util.Map;

/** One part of what is to be found out. */
interface Source {
  /** Adds what it finds; what it throws costs its own part alone. */
  void addTo(Map<String, Object> metadata) throws Exception;
}
