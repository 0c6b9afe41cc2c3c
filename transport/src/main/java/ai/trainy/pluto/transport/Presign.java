package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.Times;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How files are announced, and the addresses found in the answer (sections 9.1 and 9.2). */
final class Presign {
  private Presign() {}

  static ObjectNode body(Json json, List<FileEntry> files) {
    ObjectNode body = json.object();
    ArrayNode entries = body.putArray("files");
    files.forEach(file -> entries.add(entry(json, file)));
    return body;
  }

  private static ObjectNode entry(Json json, FileEntry file) {
    ObjectNode entry = json.object();
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
      entry.put("annotations", json.finiteText(file.annotations()));
    }
    return entry;
  }

  /**
   * An address for each file, by its logged name and its position among those of that name; empty
   * if one has none.
   */
  static Optional<List<String>> addresses(JsonNode answer, List<FileEntry> files) {
    Map<String, Integer> seen = new HashMap<>();
    List<String> addresses = new ArrayList<>(files.size());
    for (FileEntry file : files) {
      int position = seen.merge(file.logName(), 1, Integer::sum) - 1;
      String address = answer.path(file.logName()).path(position).path(file.fileName()).asText("");
      if (address.isEmpty()) {
        return Optional.empty();
      }
      addresses.add(address);
    }
    return Optional.of(addresses);
  }
}
