package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file of a presign request (the protocol, section 9.1). Immutable. */
final class FileAnnouncement {
  private static final Set<String> KNOWN_TYPES =
      Set.of(
          ("jpeg jpg png gif svg webp mp4 webm avi mov mp3 wav ogg pdf doc docx xls xlsx txt log"
                  + " json csv xml yaml yml onnx pkl h5 tflite savedmodel pt ckpt")
              .split(" ", -1));

  final String fileName;
  final String logName;
  final long fileSize;
  final String fileType;
  final long step;
  final long time;
  final @Nullable String caption; // null: none
  final long sampleIndex;
  final @Nullable String annotations; // null: none
  final String storageKey;
  private final String keyPrefix;

  /** Takes a file that has been checked already. */
  FileAnnouncement(JsonNode file, String keyPrefix) {
    this.fileName = file.get("fileName").textValue();
    this.logName = file.get("logName").textValue();
    this.fileSize = file.get("fileSize").bigIntegerValue().longValue();
    this.fileType = normalised(file.get("fileType"));
    this.step = file.get("step").bigIntegerValue().longValue();
    this.time = file.get("time").bigIntegerValue().longValue();
    this.caption = file.path("caption").textValue();
    this.sampleIndex = file.path("sampleIndex").longValue();
    this.annotations = file.path("annotations").textValue();
    this.keyPrefix = keyPrefix;
    this.storageKey = keyPrefix + logName + "/" + fileName;
  }

  /** The same as JSON, from which it can be made again. */
  ObjectNode toJson() {
    ObjectNode file =
        Json.object()
            .put("fileName", fileName)
            .put("logName", logName)
            .put("keyPrefix", keyPrefix)
            .put("fileSize", Json.unsigned(fileSize))
            .put("step", Json.unsigned(step))
            .put("time", Json.unsigned(time))
            .put("caption", caption)
            .put("sampleIndex", sampleIndex)
            .put("annotations", annotations);
    file.putObject("fileType").put("custom", fileType);
    return file;
  }

  private static String normalised(JsonNode fileType) {
    if (fileType.isObject()) {
      return fileType.get("custom").textValue();
    }
    String lower = fileType.textValue().toLowerCase(Locale.ROOT);
    if (!KNOWN_TYPES.contains(lower)) {
      return fileType.textValue();
    }
    return lower.equals("yml") ? "yaml" : lower;
  }
}
