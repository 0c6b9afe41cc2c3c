package ai.trainy.pluto.testing;

import java.nio.file.InvalidPathException;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the file systems of an operating system do in their own way, as far as Java shows it. */
public enum FileRules {
  LINUX,

  /** NTFS as Windows has it: a file that is open is neither deleted, renamed nor replaced. */
  WINDOWS,

  /** APFS as macOS is installed with it. */
  MAC;

  /** Devices, in every directory and whatever follows a dot. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private static final Pattern NO_NAME = Pattern.compile("[<>:\"|?*\\\\\\x00-\\x1f]");

  /** Which names are of one file. */
  Comparator<String> order() {
    switch (this) {
      case WINDOWS:
        return Comparator.comparing(name -> name.toUpperCase(Locale.ROOT));
      case MAC:
        return Comparator.comparing(
            name -> Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT));
      default:
        return Comparator.naturalOrder();
    }
  }

  /** Throws what Java throws if a name can be in no path. */
  void check(String name) {
    if (this == WINDOWS && (NO_NAME.matcher(name).find() || name.endsWith(" "))) {
      throw new InvalidPathException(name, "Illegal char");
    }
  }

  /** The name that a file has to which this one leads. */
  String named(String name) {
    return this == WINDOWS && !name.matches("\\.*") ? name.replaceAll("[. ]+$", "") : name;
  }

  /** Whether a name is a device's. */
  boolean isDevice(String name) {
    return this == WINDOWS && DEVICE.matcher(named(name)).matches();
  }

  /** Whether a file that is open stays as and where it is. */
  boolean holdsWhatIsOpen() {
    return this == WINDOWS;
  }

  /** Whether nobody else reads or writes what someone has locked. */
  boolean locksHold() {
    return this == WINDOWS;
  }

  boolean opensDirectories() {
    return this != WINDOWS;
  }

  /**
   * Whether names are kept or lost in their order, by a log that is on the disk with any file that
   * is synced.
   */
  boolean hasLogOfNames() {
    return this == WINDOWS;
  }

  /** Whether Java tells one file from another by a key. */
  boolean hasFileKeys() {
    return this != WINDOWS;
  }
}
