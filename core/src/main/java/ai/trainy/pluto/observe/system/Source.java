package ai.trainy.pluto.observe.system;

import java.io.IOException;

/** Something that is measured. Used by one thread. */
interface Source extends AutoCloseable {
  /**
   * Adds what is measured now.
   *
   * @throws IOException if it cannot be measured on this machine; it is not asked again
   */
  void measure(Sample into) throws IOException;

  /** Lets go of what it holds, so that it can be measured again later. */
  @Override
  default void close() {}
}
