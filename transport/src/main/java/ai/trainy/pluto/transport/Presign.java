package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How files are announced, and the addresses found in the answer (sections 9.1 and 9.2). */
final class Presign {
  private Presign() {}

  static Map<String, Object> body(List<FileEntry> files) {
    List<Object> entries = new ArrayList<>(files.size());
    files.forEach(file -> entries.add(entry(file)));
    return Map.of("files", entries);
  }

  private static Map<String, Object> entry(FileEntry file) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("fileName", file.fileName());
    entry.put("logName", file.logName());
    entry.put("fileSize", file.size());
    entry.put("fileType", file.fileType());
    entry.put("step", file.step());
    entry.put("time", Times.held(file.time()));
    if (file.type() != LogType.ARTIFACT) {
      entry.put("sampleIndex", file.sampleIndex());
    }
    file.caption().ifPresent(caption -> entry.put("caption", caption));
    if (!file.annotations().isEmpty()) {
      entry.put("annotations", Json.finiteText(file.annotations()));
    }
    return entry;
  }

  /**
   * An address for each file, by its logged name and its position among those of that name; empty
   * if one has none.
   */
  static Optional<List<String>> addresses(JsonValue answer, List<FileEntry> files) {
    Map<String, Integer> seen = new HashMap<>();
    List<String> addresses = new ArrayList<>(files.size());
    for (FileEntry file : files) {
      int position = seen.merge(file.logName(), 1, Integer::sum) - 1;
      String address = answer.get(file.logName()).get(position).get(file.fileName()).text("");
      if (address.isEmpty()) {
        return Optional.empty();
      }
      addresses.add(address);
    }
    return Optional.of(addresses);
  }
}
