package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.credentials.KeyUnavailableException;

/** Makes the port to the server, for which the key may have to be asked for. */
public interface Connector {
  /**
   * A new port, which the caller closes. May block for seconds; called on background threads.
   *
   * @throws KeyUnavailableException if the key cannot be had; the message is a sentence for people,
   *     without its full stop
   */
  PlutoApi connect() throws KeyUnavailableException, InterruptedException;
}
