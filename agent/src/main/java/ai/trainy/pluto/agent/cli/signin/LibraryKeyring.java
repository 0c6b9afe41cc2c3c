package ai.trainy.pluto.agent.cli.signin;

import ai.trainy.pluto.credentials.Keyring;
import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The keyring by java-keyring, which speaks to macOS and Windows by native code and to desktops on
 * Linux by D-Bus.
 *
 * <p>For processes of our own only: it leaves threads and shutdown hooks behind. A keyring may ask
 * somebody to unlock it and wait for that, so each access is done on a thread of its own and waited
 * for no longer than the time given.
 */
public final class LibraryKeyring implements SystemKeyring {
  private final Duration patience;

  /**
   * @param patience how long one access may take
   */
  public LibraryKeyring(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Optional<String> read() throws KeyringFault {
    return within(LibraryKeyring::readNow);
  }

  @Override
  public void store(String key) throws KeyringFault {
    within(
        () -> {
          com.github.javakeyring.Keyring keyring = open();
          keyring.setPassword(Keyring.SERVICE, Keyring.ACCOUNT, key);
          // A prompt that was dismissed, say, is no error to the library.
          if (!find(keyring).equals(Optional.of(key))) {
            throw new KeyringFault("it does not keep what it is given");
          }
          return null;
        });
  }

  @Override
  public boolean remove() throws KeyringFault {
    return within(
        () -> {
          com.github.javakeyring.Keyring keyring = open();
          if (find(keyring).isEmpty()) {
            return false;
          }
          keyring.deletePassword(Keyring.SERVICE, Keyring.ACCOUNT);
          if (find(keyring).isPresent()) {
            throw new KeyringFault("it does not let go of the key");
          }
          return true;
        });
  }

  private static Optional<String> readNow() throws KeyringFault {
    return find(open());
  }

  private static Optional<String> find(com.github.javakeyring.Keyring keyring) {
    try {
      return Optional.ofNullable(keyring.getPassword(Keyring.SERVICE, Keyring.ACCOUNT))
          .filter(key -> !key.isBlank());
    } catch (PasswordAccessException none) {
      // How the library says that there is no such entry.
      return Optional.empty();
    }
  }

  private static com.github.javakeyring.Keyring open() throws KeyringFault {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    boolean linux = !os.contains("mac") && !os.contains("windows");
    if (linux && Runtime.version().feature() < 16) {
      throw new KeyringFault("Java reaches one from version 16 on, this is " + Runtime.version());
    }
    for (KeyringStorageType type : typesOf(os)) {
      try {
        return com.github.javakeyring.Keyring.create(type);
      } catch (BackendNotSupportedException notThisOne) {
        // the next one, then
      }
    }
    throw new KeyringFault("none answers");
  }

  private static List<KeyringStorageType> typesOf(String os) {
    if (os.contains("mac")) {
      return List.of(KeyringStorageType.OSX_KEYCHAIN, KeyringStorageType.LEGACY_OSX_KEYCHAIN);
    }
    return os.contains("windows")
        ? List.of(KeyringStorageType.WINDOWS_CREDENTIAL_STORE)
        : List.of(KeyringStorageType.GNOME_KEYRING, KeyringStorageType.KWALLET);
  }

  private <T> T within(Callable<T> access) throws KeyringFault {
    FutureTask<T> task = new FutureTask<>(access);
    Thread thread = new Thread(task, "keyring");
    thread.setDaemon(true);
    // D-Bus looks for its transport through it.
    thread.setContextClassLoader(LibraryKeyring.class.getClassLoader());
    thread.start();
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new KeyringFault("it did not answer within " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeyringFault("interrupted");
    } catch (ExecutionException e) {
      // Errors too: native code that does not load is one.
      Throwable cause = e.getCause();
      throw cause instanceof KeyringFault
          ? (KeyringFault) cause
          : new KeyringFault("it gives no access; it may be locked: " + cause);
    }
  }
}
