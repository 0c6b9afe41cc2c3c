package ai.trainy.pluto.agent.cli.signin;

import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.KeyFile;
import ai.trainy.pluto.credentials.KeyringMark;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where signing in keeps the key: in the keyring if there is one that works, else in the key file.
 */
public final class StoredKey {
  private static final String KEYRING = "the keyring of this system";

  private final SystemKeyring keyring;
  private final KeyringMark mark;
  private final KeyFile file;
  private final KeyFile ofEarlierVersions;

  public StoredKey(SystemKeyring keyring, Settings settings) {
    this.keyring = keyring;
    this.mark = KeyringMark.ofThisUser(settings);
    this.file = KeyFile.ofThisUser(settings);
    this.ofEarlierVersions = KeyFile.ofEarlierVersions(settings);
  }

  /** Whether there is any place for one: not if this user has no home directory. */
  public boolean hasPlace() {
    return mark.hasPlace() || file.hasPlace();
  }

  /**
   * Keeps a key, in place of one that is kept.
   *
   * @return for people: where it is now
   * @throws IOException if there is no place for it
   */
  public List<String> store(ApiKey key) throws IOException {
    List<String> said = new ArrayList<>();
    try {
      if (!mark.hasPlace()) {
        throw new KeyringFault("there is no home directory to note it in");
      }
      keyring.store(key.value());
    } catch (KeyringFault e) {
      mark.takeBack();
      file.write(key);
      said.add("No keyring could be used (" + e.getMessage() + ").");
      said.add("The key is stored in " + file + ", which only you can read.");
      return said;
    }
    mark.leave();
    said.add("The key is stored in " + KEYRING + ".");
    if (file.read().isPresent()) {
      // It is read first, so an older key there would win.
      file.write(key);
      said.add("It also replaces the one in " + file + ", which the Python client reads.");
    }
    return said;
  }

  /**
   * Removes the key from wherever it is kept.
   *
   * @return for people: the places it was removed from
   * @throws IOException if it could not be removed from one of them
   */
  public List<String> remove() throws IOException {
    List<String> from = new ArrayList<>();
    boolean expected = mark.takeBack();
    if (file.remove()) {
      from.add(file.toString());
    }
    if (ofEarlierVersions.remove()) {
      from.add(ofEarlierVersions.toString());
    }
    try {
      if (keyring.remove()) {
        from.add(KEYRING);
      }
    } catch (KeyringFault e) {
      // Where login never used a keyring there need not be one.
      if (expected) {
        throw new IOException("there may still be a key in " + KEYRING + ": " + e.getMessage(), e);
      }
    }
    return from;
  }
}
