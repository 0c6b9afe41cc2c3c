package ai.trainy.pluto.local;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    if (!file.isKept()) {
      return Reply.empty(404);
    }
    String type = TYPES.get(file.fileType());
    boolean save = type == null || request.query().containsKey("save");
    Reply reply =
        part(file, type == null ? "application/octet-stream" : type, request.header("Range"))
            .withHeader("Accept-Ranges", "bytes")
            // opened on its own, a picture or a document runs nothing of its own either
            .withHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    return save ? reply.withHeader("Content-Disposition", disposition(file.fileName())) : reply;
  }

  private static Reply part(FileEntry file, String type, @Nullable String wanted) {
    Matcher range = RANGE.matcher(wanted == null ? "" : wanted);
    long size = file.size();
    if (!range.matches()) {
      return Reply.streamed(200, type, size, out -> copy(file, 0, size, out));
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
    long length = Math.min(last, size - 1) - first + 1;
    if (length <= 0) {
      return Reply.empty(416).withHeader("Content-Range", "bytes */" + size);
    }
    return Reply.streamed(206, type, length, out -> copy(file, first, length, out))
        .withHeader("Content-Range", "bytes " + first + "-" + (first + length - 1) + "/" + size);
  }

  private static void copy(FileEntry file, long first, long length, OutputStream out)
      throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try (InputStream bytes = file.open()) {
      if (bytes.skip(first) < first) {
        throw new EOFException();
      }
      long left = length;
      while (left > 0) {
        int read = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          return;
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  private static String disposition(String name) {
    return "attachment; filename*=UTF-8''"
        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
