package ai.trainy.pluto.transport;

import java.util.Locale;
import java.util.Map;

/**
 * What storage is told a file is (section 9.6). A table of our own: what the JDK knows differs from
 * version to version, and browsers show an SVG or a video by its type alone.
 */
final class ContentType {
  private static final String ANYTHING = "application/octet-stream";

  private static final Map<String, String> BY_FILE_TYPE =
      Map.ofEntries(
          Map.entry("mask", "mask"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("webp", "image/webp"),
          Map.entry("bmp", "image/bmp"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("avi", "video/x-msvideo"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("flac", "audio/flac"),
          Map.entry("txt", "text/plain"),
          Map.entry("log", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("csv", "text/csv"),
          Map.entry("html", "text/html"),
          Map.entry("json", "application/json"),
          Map.entry("xml", "application/xml"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("zip", "application/zip"),
          Map.entry("gz", "application/gzip"),
          Map.entry("tar", "application/x-tar"));

  private ContentType() {}

  /**
   * @param fileType an extension without the dot, or {@code mask}
   */
  static String of(String fileType) {
    return BY_FILE_TYPE.getOrDefault(fileType.toLowerCase(Locale.ROOT), ANYTHING);
  }
}
