package ai.trainy.pluto.observe;

import java.util.Map;
import java.util.function.Consumer;

/** What a run's page shows of where the run runs. Safe for use by several threads. */
public interface Surroundings {
  /** Nothing is found out. */
  Surroundings UNKNOWN =
      new Surroundings() {
        @Override
        public void gather(Consumer<Map<String, Object>> whenWhole) {
          // There is nothing to wait for.
        }

        @Override
        public Map<String, Object> ifWhole() {
          return Map.of();
        }

        @Override
        public Map<String, Object> soon() {
          return Map.of();
        }
      };

  /**
   * Begins to gather, if nobody has yet.
   *
   * @param whenWhole given all that was found, once, on the thread that gathers; or on this one if
   *     that is done
   */
  void gather(Consumer<Map<String, Object>> whenWhole);

  /** All of it; nothing as long as some of it is not known. */
  Map<String, Object> ifWhole();

  /** All of it, or what is known a second after it was asked for first. Waits until then. */
  Map<String, Object> soon() throws InterruptedException;
}
