package ai.trainy.pluto.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes of a file that was logged: shown if they are a medium, else saved. */
final class MediaFile {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("mask", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("avi", "video/x-msvideo"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("ogg", "audio/ogg"));

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

  private MediaFile() {}

  /** Answers with all of it, or with the part that a player asks for. */
  static Reply reply(FileEntry file, Request request) {
    byte[] bytes = file.content().orElse(null);
    if (bytes == null) {
      return Reply.empty(404);
    }
    String type = TYPES.get(file.fileType());
    boolean save = type == null || request.query().containsKey("save");
    Reply reply =
        part(bytes, type == null ? "application/octet-stream" : type, request.header("Range"))
            .withHeader("Accept-Ranges", "bytes")
            // opened on its own, a picture or a document runs nothing of its own either
            .withHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    return save ? reply.withHeader("Content-Disposition", disposition(file.fileName())) : reply;
  }

  private static Reply part(byte[] bytes, String type, String wanted) {
    Matcher range = RANGE.matcher(wanted == null ? "" : wanted);
    if (!range.matches()) {
      return Reply.of(200, type, bytes);
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
    last = Math.min(last, bytes.length - 1);
    if (first > last) {
      return Reply.empty(416).withHeader("Content-Range", "bytes */" + bytes.length);
    }
    return Reply.of(206, type, Arrays.copyOfRange(bytes, (int) first, (int) last + 1))
        .withHeader("Content-Range", "bytes " + first + "-" + last + "/" + bytes.length);
  }

  private static String disposition(String name) {
    return "attachment; filename*=UTF-8''"
        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
