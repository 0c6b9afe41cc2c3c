package ai.trainy.pluto.agent.values;

import static ai.trainy.pluto.agent.binding.ValuePart.ENTRIES;
import static ai.trainy.pluto.agent.binding.ValuePart.ENTRY_FILE;
import static ai.trainy.pluto.agent.binding.ValuePart.ENTRY_PATH;
import static ai.trainy.pluto.agent.binding.ValuePart.NAME;

import ai.trainy.pluto.Artifact;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Artifacts of the program. Entries that lie elsewhere, and have no local file, are left out. */
final class ForeignArtifact {
  private static final String WHAT = "an artifact";

  private ForeignArtifact() {}

  /** Null for a value without entries. */
  static @Nullable Object of(MediaFields parts) {
    Object entries = parts.get(ENTRIES);
    Collection<?> elements =
        entries instanceof Map
            ? ((Map<?, ?>) entries).entrySet()
            : entries == null ? null : parts.elements(entries);
    if (elements == null) {
      return null;
    }
    String name = parts.text(NAME);
    if (name == null) {
      throw new IllegalArgumentException("an artifact without a name");
    }
    Artifact artifact = new Artifact(name);
    for (Object element : elements) {
      if (element instanceof Map.Entry) {
        Map.Entry<?, ?> named = (Map.Entry<?, ?>) element;
        add(artifact, String.valueOf(named.getKey()), named.getValue(), parts);
      } else if (element != null) {
        add(artifact, null, element, parts);
      }
    }
    return artifact;
  }

  /**
   * @param key under which the entry is; null if it is in a list
   */
  private static void add(
      Artifact artifact, @Nullable String key, @Nullable Object entry, MediaFields parts) {
    Path file = MediaContent.localFile(entry, WHAT);
    Object path = null;
    if (file == null && entry != null) {
      file = MediaContent.localFile(parts.get(ENTRY_FILE, entry), WHAT);
      path = parts.get(ENTRY_PATH, entry);
    }
    if (file == null) {
      return;
    }
    String name = path == null ? key : path.toString();
    if (name != null) {
      artifact.addFile(file, name);
    } else {
      artifact.addFile(file);
    }
  }
}
