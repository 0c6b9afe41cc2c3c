package ai.trainy.pluto.credentials;

import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The word that {@code login} leaves when it has put the key into the keyring: an empty file. Only
 * where it is does a program ask the keyring, so that nobody who never signed in this way is ever
 * asked to unlock one.
 */
public final class KeyringMark {
  private final Path path;

  KeyringMark(Path path) {
    this.path = path;
  }

  public static KeyringMark ofThisUser(Settings settings) {
    return new KeyringMark(settings.state().resolve("key-in-keyring"));
  }

  /** Whether it is there. One look at the disk. */
  public boolean isLeft() {
    return Files.exists(path);
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
   * Takes it back.
   *
   * @return whether it was there
   * @throws IOException if it cannot be removed
   */
  public boolean takeBack() throws IOException {
    return Files.deleteIfExists(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
