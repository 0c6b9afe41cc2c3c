package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.route.NotPlainException;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files and their contents, in the types that programs have for them. */
final class MediaContent {
  private static final int HEAD = 16;

  /** An address; with one letter before its colon it is a path on a drive of Windows. */
  private static final Pattern ELSEWHERE = Pattern.compile("(?i)(?!file:)[a-z][a-z0-9+.-]+:/.*");

  private MediaContent() {}

  /**
   * Where a file is.
   *
   * @param what it is, for messages
   * @return null if {@code content} names no file by its type
   * @throws NotPlainException if it lies elsewhere
   * @throws IllegalArgumentException if it names one that this machine cannot have
   */
  static @Nullable Path file(@Nullable Object content, String what) {
    try {
      if (content instanceof Path) {
        return (Path) content;
      }
      if (content instanceof File) {
        return ((File) content).toPath();
      }
      if (content instanceof URI || content instanceof URL) {
        return local(content.toString(), what);
      }
      if (content instanceof CharSequence) {
        String text = content.toString();
        return text.contains("://") || text.startsWith("file:") ? local(text, what) : Path.of(text);
      }
      return null;
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new IllegalArgumentException(what + " with a file that cannot be: " + content, e);
    }
  }

  /** {@link #file}, but null for what lies elsewhere, too. */
  static @Nullable Path localFile(@Nullable Object content, String what) {
    if (content instanceof URI || content instanceof URL) {
      return isOfFile(content.toString()) ? file(content, what) : null;
    }
    boolean elsewhere =
        content instanceof CharSequence && ELSEWHERE.matcher((CharSequence) content).matches();
    return elsewhere ? null : file(content, what);
  }

  private static Path local(String uri, String what) {
    if (!isOfFile(uri)) {
      throw NotPlainException.bad(what + " at " + uri + ", which is no local file");
    }
    // Addresses that File.toURL makes have blanks.
    return Path.of(URI.create(uri.replace(" ", "%20")));
  }

  private static boolean isOfFile(String uri) {
    return uri.regionMatches(true, 0, "file:", 0, "file:".length());
  }

  /** A file's content; null if {@code content} is of another type. */
  static byte @Nullable [] bytes(Object content) {
    if (content instanceof ByteBuffer) {
      ByteBuffer buffer = ((ByteBuffer) content).duplicate();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    }
    return content instanceof byte[] ? (byte[]) content : null;
  }

  /**
   * Which kind of file it is: what the program says; else what its first bytes say.
   *
   * @param said null if it says nothing
   * @param otherwise if neither does; may be empty
   */
  static String format(@Nullable String said, byte[] bytes, String otherwise) {
    if (said != null) {
      return said;
    }
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0089PNG")) {
      return "png";
    }
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return "jpg";
    }
    if (head.startsWith("GIF8")) {
      return "gif";
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return "webp";
    }
    if (head.startsWith("RIFF") && head.startsWith("WAVE", 8)) {
      return "wav";
    }
    if (head.startsWith("ID3") || head.startsWith("\u00ff\u00fb")) {
      return "mp3";
    }
    if (head.startsWith("OggS")) {
      return "ogg";
    }
    if (head.startsWith("fLaC")) {
      return "flac";
    }
    return head.startsWith("\u001aE\u00df\u00a3") ? "webm" : otherwise;
  }
}
