package ai.trainy.pluto.credentials;

import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The word that {@code login} leaves when it has put the key into the keyring: an empty file. Only
 * where it is does a program ask the keyring, so that nobody who never signed in this way is ever
 * asked to unlock one.
 *
 * <p>The reference client leaves a word of its own after a sign-in (the protocol, section 18). It
 * counts where that client uses a keyring, which is on macOS alone.
 */
public final class KeyringMark {
  private final Path path;
  private final Path ofReferenceClient;
  private final boolean sharesKeyring;

  /**
   * @param sharesKeyring whether the reference client keeps its key in a keyring here
   */
  KeyringMark(Path path, Path ofReferenceClient, boolean sharesKeyring) {
    this.path = path;
    this.ofReferenceClient = ofReferenceClient;
    this.sharesKeyring = sharesKeyring;
  }

  public static KeyringMark ofThisUser(Settings settings) {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home", "."));
    return new KeyringMark(
        settings.state().resolve("key-in-keyring"),
        home.resolve(".pluto").resolve(".login_ok"),
        os.contains("mac"));
  }

  /** Whether it is there. A look or two at the disk. */
  public boolean isLeft() {
    return Files.exists(path) || (sharesKeyring && Files.exists(ofReferenceClient));
  }

  /**
   * Leaves it; nothing happens where it is already.
   *
   * @throws IOException if it cannot be written
   */
  public void leave() throws IOException {
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
    Files.deleteIfExists(path);
    Files.deleteIfExists(ofReferenceClient);
    return left;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
