package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Gives all users of a JVM one port: a client of its own for each would cost threads and
 * connections by the run. The port is closed by the last of them. Safe for use by several threads.
 */
public final class SharedConnection implements Connector {
  private final Connector connector;
  private @Nullable PlutoApi port;
  private int users;

  public SharedConnection(Connector connector) {
    this.connector = connector;
  }

  @Override
  public synchronized PlutoApi connect() throws KeyUnavailableException, InterruptedException {
    PlutoApi shared = port == null ? connector.connect() : port;
    port = shared;
    users++;
    return new Share(shared);
  }

  @Override
  public Optional<ApiKey> key() throws KeyUnavailableException, InterruptedException {
    return connector.key();
  }

  @Override
  public Optional<ApiKey> keyAtHand() {
    return connector.keyAtHand();
  }

  @Override
  public String keyName() {
    return connector.keyName();
  }

  private synchronized void left() {
    if (--users == 0 && port != null) {
      port.close();
      port = null;
    }
  }

  private final class Share extends ForwardingPluto {
    private final AtomicBoolean closed = new AtomicBoolean();

    Share(PlutoApi to) {
      super(to);
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        left();
      }
    }
  }
}
