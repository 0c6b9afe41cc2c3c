package ai.trainy.pluto.credentials;

import ai.trainy.pluto.settings.Settings;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The file in which the reference client's sign-in leaves the key where there is no OS keyring (the
 * protocol, section 18): INI, section {@code [pluto]}, option {@code pluto}, the value in base64
 * over continuation lines.
 */
public final class KeyFile {
  private static final String SECTION = "[pluto]";
  private static final String OPTION = "pluto";

  private static final String NAME = "keyring_pass.cfg";

  private final @Nullable Path path;

  /**
   * @param path null if there is no place for one
   */
  KeyFile(@Nullable Path path) {
    this.path = path;
  }

  /** The file of this user, whether it exists or not. */
  public static KeyFile ofThisUser(Settings settings) {
    return new KeyFile(
        settings.pythonKeyring().map(directory -> directory.resolve(NAME)).orElse(null));
  }

  /**
   * The file of earlier versions for a user without a home directory, whether it exists or not. It
   * is in the directory that a program runs in, where others may have put it: no program takes its
   * key from there.
   */
  public static KeyFile ofEarlierVersions(Settings settings) {
    return new KeyFile(
        settings.keyringOfEarlierVersions().map(directory -> directory.resolve(NAME)).orElse(null));
  }

  /** Whether there is a place for one: not if this user has no home directory. */
  public boolean hasPlace() {
    return path != null;
  }

  /** The stored key; empty if there is none or the file cannot be read. */
  public Optional<String> read() {
    if (path == null) {
      return Optional.empty();
    }
    // Not Files.readString: its channel would be closed under a thread whose interrupt flag is set.
    try (FileInputStream file = new FileInputStream(path.toFile())) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return key(text.lines().collect(Collectors.toList()));
    } catch (IOException absentOrUnreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> key(List<String> lines) {
    StringBuilder base64 = new StringBuilder();
    for (int i : ofTheKey(lines).stream().toArray()) {
      String line = lines.get(i);
      boolean continues = Character.isWhitespace(line.charAt(0));
      base64.append(continues ? line.strip() : line.substring(line.indexOf('=') + 1).strip());
    }
    try {
      String key =
          new String(Base64.getDecoder().decode(base64.toString()), StandardCharsets.UTF_8);
      return Optional.of(key).filter(text -> !text.isBlank());
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Which lines are the key's: the one with its name, and those that continue it. */
  private static BitSet ofTheKey(List<String> lines) {
    BitSet ofTheKey = new BitSet();
    boolean inSection = false;
    boolean inOption = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("[")) {
        inSection = line.strip().equals(SECTION);
        inOption = false;
      } else if (inSection && !line.isEmpty() && !Character.isWhitespace(line.charAt(0))) {
        int equals = line.indexOf('=');
        inOption = equals > 0 && line.substring(0, equals).strip().equalsIgnoreCase(OPTION);
      }
      ofTheKey.set(i, inOption && !line.isEmpty());
    }
    return ofTheKey;
  }

  /**
   * Stores a key as the reference client would, in place of one that is there; whatever else is in
   * the file stays. Nobody but its owner may read the file afterwards, and who reads it meanwhile
   * finds either the old or the new one.
   *
   * @throws IOException if the file cannot be read or written
   */
  public void write(ApiKey key) throws IOException {
    List<String> lines = withoutKey(existing());
    int section = lines.indexOf(SECTION);
    if (section < 0) {
      section = lines.size();
      lines.addAll(List.of(SECTION, ""));
    }
    lines.addAll(section + 1, entry(key.value()));
    replace(lines);
  }

  /** Base64 over several lines: what the reference client's keyring library writes. */
  private static List<String> entry(String key) {
    String base64 =
        Base64.getMimeEncoder(76, new byte[] {'\n'})
            .encodeToString(key.getBytes(StandardCharsets.UTF_8));
    List<String> entry = new ArrayList<>(List.of(OPTION + " = "));
    base64.lines().map(line -> "\t" + line).forEach(entry::add);
    entry.add("\t");
    return entry;
  }

  /**
   * Removes the key; whatever else is in the file stays. A section or a file that held nothing else
   * goes with it: the reference client takes an empty section for a key.
   *
   * @return whether there was one
   * @throws IOException if the file cannot be read or written
   */
  public boolean remove() throws IOException {
    List<String> lines = existing();
    List<String> rest = withoutEmptySection(withoutKey(lines));
    if (rest.equals(lines)) {
      return false;
    }
    if (rest.stream().allMatch(String::isBlank)) {
      Files.delete(path);
    } else {
      replace(rest);
    }
    return true;
  }

  private static List<String> withoutKey(List<String> lines) {
    BitSet ofTheKey = ofTheKey(lines);
    return IntStream.range(0, lines.size())
        .filter(i -> !ofTheKey.get(i))
        .mapToObj(lines::get)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<String> withoutEmptySection(List<String> lines) {
    int section = lines.indexOf(SECTION);
    if (section < 0) {
      return lines;
    }
    int end = section + 1;
    while (end < lines.size() && lines.get(end).isBlank()) {
      end++;
    }
    if (end == lines.size() || lines.get(end).startsWith("[")) {
      lines.subList(section, end).clear();
    }
    return lines;
  }

  private List<String> existing() throws IOException {
    return path != null && Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private void replace(List<String> lines) throws IOException {
    if (path == null) {
      throw new IOException("there is no home directory to keep it in");
    }
    Path file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    // The one it is in.
    Path directory = file.resolveSibling("");
    Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
    Path fresh =
        Files.createTempFile(directory, "keyring", ".new", ownerOnly(directory, "rw-------"));
    try {
      Files.write(fresh, lines);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Windows has no such permissions; what is in a user's own folders is that user's there. */
  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public String toString() {
    return path == null ? "no key file" : path.toString();
  }
}
