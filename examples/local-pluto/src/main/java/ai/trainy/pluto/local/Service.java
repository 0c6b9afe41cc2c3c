package ai.trainy.pluto.local;

import java.io.IOException;

/** One of the services behind the port. */
interface Service {
  /**
   * Answers a request. Called on several threads at once.
   *
   * @throws IOException if the request's body could not be read to its end
   */
  Reply answer(Request request) throws IOException;
}
