package ai.trainy.pluto.credentials;

import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The word that {@code login} leaves when it has put the key into the keyring: an empty file. Only
 * where it is does a program ask the keyring, so that nobody who never signed in this way is ever
 * asked to unlock one.
 *
 * <p>The reference client leaves a word of its own after a sign-in (the protocol, section 18). It
 * counts where that client uses a keyring, which is on macOS alone.
 */
public final class KeyringMark {
  private final @Nullable Path path;
  private final @Nullable Path ofReferenceClient;
  private final boolean sharesKeyring;

  /**
   * @param path null if there is no place for it
   * @param ofReferenceClient null if there is no place for that one
   * @param sharesKeyring whether the reference client keeps its key in a keyring here
   */
  KeyringMark(@Nullable Path path, @Nullable Path ofReferenceClient, boolean sharesKeyring) {
    this.path = path;
    this.ofReferenceClient = ofReferenceClient;
    this.sharesKeyring = sharesKeyring;
  }

  public static KeyringMark ofThisUser(Settings settings) {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return new KeyringMark(
        settings.state().map(state -> state.resolve("key-in-keyring")).orElse(null),
        settings.home().map(home -> home.resolve(".pluto").resolve(".login_ok")).orElse(null),
        os.contains("mac"));
  }

  /** Whether there is a place for it: not if this user has no home directory. */
  public boolean hasPlace() {
    return path != null;
  }

  /** Whether it is there. A look or two at the disk. */
  public boolean isLeft() {
    return exists(path) || (sharesKeyring && exists(ofReferenceClient));
  }

  private static boolean exists(@Nullable Path mark) {
    return mark != null && Files.exists(mark);
  }

  /**
   * Leaves it; nothing happens where it is already.
   *
   * @throws IOException if it cannot be written
   */
  public void leave() throws IOException {
    if (path == null) {
      throw new IOException("there is no home directory");
    }
    Files.createDirectories(path.getParent());
    Files.write(path, new byte[0]);
  }

  /**
   * Takes it back, the reference client's too: there is no key in the keyring any more.
   *
   * @return whether it was there
   * @throws IOException if it cannot be removed
   */
  public boolean takeBack() throws IOException {
    boolean left = isLeft();
    delete(path);
    delete(ofReferenceClient);
    return left;
  }

  private static void delete(@Nullable Path mark) throws IOException {
    if (mark != null) {
      Files.deleteIfExists(mark);
    }
  }

  @Override
  public String toString() {
    return String.valueOf(path);
  }
}
