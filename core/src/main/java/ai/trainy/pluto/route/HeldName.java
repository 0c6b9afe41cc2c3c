package ai.trainy.pluto.route;

import java.util.List;

/**
 * Names as Pluto holds them (the protocol, section 20b): UTF-8, unchanged wherever that is
 * possible.
 *
 * <p>A name that Pluto cannot hold is changed as little as that takes, and ends in {@code ~} and a
 * hash of the original; so does a name that ends like one that was changed. So two names never
 * become one. Every method returns its argument itself when there is nothing to change.
 */
public final class HeldName {
  /** The server's index takes 2,684 bytes, and one name more than that fails all of its request. */
  public static final int MAX_METRIC_BYTES = 2600;

  /** Code points, of a run's name and of its external id. */
  public static final int MAX_RUN_LENGTH = 255;

  private static final int MAX_PROJECT_LENGTH = 255;

  /** Object storage takes no longer part of a key between two slashes. */
  private static final int MAX_SEGMENT_BYTES = 255;

  /** Groups that hide every chart of a run: its page takes them for JavaScript's own. */
  private static final List<String> UNUSABLE_GROUPS =
      List.of("constructor", "__proto__", "toString");

  private static final String BLANK = "blank";

  private HeldName() {}

  /** Returns the name under which a metric, a histogram or a table goes to the server. */
  public static String ofMetric(String given) {
    int bytes = Utf8.length(given, MAX_METRIC_BYTES);
    if (bytes >= 0
        && bytes <= MAX_METRIC_BYTES
        && !isBlank(given)
        && !hasUnusableGroup(given)
        && !NameHash.endsIn(given)) {
      return given;
    }
    return NameHash.append(usable(cleaned(given), MAX_METRIC_BYTES - NameHash.LENGTH), given);
  }

  /**
   * Returns the name under which files go to the server. It is part of their keys in storage.
   *
   * @param maxBytes how many bytes of a key are left for it
   */
  public static String ofFiles(String given, int maxBytes) {
    int most = Math.min(maxBytes, MAX_METRIC_BYTES);
    int bytes = Utf8.length(given, most);
    if (bytes >= 0
        && bytes <= most
        && !isBlank(given)
        && isPath(given)
        && !hasUnusableGroup(given)
        && !NameHash.endsIn(given)) {
      return given;
    }
    return NameHash.append(usable(path(cleaned(given)), most - NameHash.LENGTH), given);
  }

  /** Returns the name, or the external id, of a run; a blank one is its caller's. */
  public static String ofRun(String given) {
    if (Utf8.length(given, Integer.MAX_VALUE - 4) >= 0
        && given.codePointCount(0, given.length()) <= MAX_RUN_LENGTH
        && !NameHash.endsIn(given)) {
      return given;
    }
    String text = Utf8.storable(given);
    int room = MAX_RUN_LENGTH - NameHash.LENGTH;
    boolean fits = text.codePointCount(0, text.length()) <= room;
    return NameHash.append(
        fits ? text : text.substring(0, text.offsetByCodePoints(0, room)), given);
  }

  /**
   * Returns the name of a project. It travels in a header, which takes visible ASCII with blanks
   * inside, and is part of the key of every file.
   */
  public static String ofProject(String given) {
    if (!given.isEmpty()
        && given.length() <= MAX_PROJECT_LENGTH
        && PrintableAscii.of(given).equals(given)
        && given.strip().equals(given)
        && isPath(given)
        && !NameHash.endsIn(given)) {
      return given;
    }
    String ascii = path(PrintableAscii.of(given).strip());
    int room = MAX_PROJECT_LENGTH - NameHash.LENGTH;
    return NameHash.append(ascii.substring(0, Math.min(ascii.length(), room)).strip(), given);
  }

  /** Returns the key under which a value goes into the run's config. */
  public static String ofConfig(String given) {
    return Utf8.length(given, Integer.MAX_VALUE - 4) >= 0
            && !isBlank(given)
            && !NameHash.endsIn(given)
        ? given
        : NameHash.append(cleaned(given), given);
  }

  /** Returns the hash at the end of a name that was changed: what to find its original by. */
  public static String hash(String changed) {
    return changed.substring(changed.length() - NameHash.LENGTH + 1);
  }

  private static String cleaned(String given) {
    return isBlank(given) ? BLANK : Utf8.storable(given);
  }

  private static String usable(String text, int maxBytes) {
    String cut = Utf8.cut(text, maxBytes);
    // A cut can take the slash away that made another group of it.
    return hasUnusableGroup(cut) ? "_" + Utf8.cut(cut, maxBytes - 1) : cut;
  }

  /** As the server sees it: the white space of Unicode, where Java's leaves some of it out. */
  private static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSpaceChar(c) && !(c >= '\t' && c <= '\r') && c != '\u0085') {
        return false;
      }
    }
    return true;
  }

  private static boolean hasUnusableGroup(String name) {
    int slash = name.lastIndexOf('/');
    if (slash > 0) {
      for (String group : UNUSABLE_GROUPS) {
        if (slash == group.length() && name.startsWith(group)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether storage takes it as a part of a key: no part of it is empty, a dot or two, or long. */
  private static boolean isPath(String name) {
    int from = 0;
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', from)) {
      if (!isSegment(name.substring(from, slash))) {
        return false;
      }
      from = slash + 1;
    }
    return isSegment(name.substring(from));
  }

  private static boolean isSegment(String part) {
    return !part.isEmpty()
        && !isDots(part)
        && Utf8.length(part, MAX_SEGMENT_BYTES) <= MAX_SEGMENT_BYTES;
  }

  private static boolean isDots(String part) {
    return part.equals(".") || part.equals("..");
  }

  /** A path of what a storable text holds, with room for the mark in each of its parts. */
  private static String path(String text) {
    StringBuilder path = new StringBuilder(text.length());
    for (String part : text.split("/", -1)) {
      if (!part.isEmpty()) {
        path.append(path.length() == 0 ? "" : "/")
            .append(isDots(part) ? "-" : Utf8.cut(part, MAX_SEGMENT_BYTES - NameHash.LENGTH));
      }
    }
    return path.toString();
  }
}
