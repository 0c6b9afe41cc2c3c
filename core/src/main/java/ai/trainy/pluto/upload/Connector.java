package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import java.util.Optional;
import java.util.function.Function;

/** Makes the port to the server, for which the key may have to be asked for. */
public interface Connector {
  /**
   * A new port, which the caller closes. May block for seconds; called on background threads.
   *
   * @throws KeyUnavailableException if the key cannot be had; the message is a sentence for people,
   *     without its full stop
   */
  PlutoApi connect() throws KeyUnavailableException, InterruptedException;

  /**
   * The key that ports sign in with, to be compared with others; empty if there is none. May block
   * and fail as {@link #connect} does.
   */
  default Optional<ApiKey> key() throws KeyUnavailableException, InterruptedException {
    return Optional.empty();
  }

  /** The same key, if nobody has to be asked for it. Never blocks. */
  default Optional<ApiKey> keyAtHand() {
    return Optional.empty();
  }

  /** What key ports sign in with, for messages: {@code the key in PLUTO_API_KEY}. */
  default String keyName() {
    return "the API key";
  }

  /** A connector that signs in with a key which may have to be asked for. */
  static Connector of(Credential credential, Function<ApiKey, PlutoApi> connect) {
    return new Connector() {
      @Override
      public PlutoApi connect() throws KeyUnavailableException, InterruptedException {
        return connect.apply(credential.get());
      }

      @Override
      public Optional<ApiKey> key() throws KeyUnavailableException, InterruptedException {
        return Optional.of(credential.get());
      }

      @Override
      public Optional<ApiKey> keyAtHand() {
        return credential.atHand();
      }

      @Override
      public String keyName() {
        return credential.toString();
      }
    };
  }
}
