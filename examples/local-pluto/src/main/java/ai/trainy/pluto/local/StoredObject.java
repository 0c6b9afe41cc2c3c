package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What the last upload to one storage key left there. Immutable. */
final class StoredObject {
  private final String contentType;
  private final long size;
  private final String sha256;
  private final byte[] content; // null: in the file, or too large to keep
  private final Path file; // null: in memory

  private StoredObject(String contentType, long size, String sha256, byte[] content, Path file) {
    this.contentType = contentType;
    this.size = size;
    this.sha256 = sha256;
    this.content = content;
    this.file = file;
  }

  /** An object in memory; without content if it is too large to keep. */
  static StoredObject of(String contentType, long size, String sha256, byte[] content) {
    return new StoredObject(contentType, size, sha256, content, null);
  }

  /** The object in this file that {@link #toJson} described. */
  static StoredObject of(JsonNode saved, Path file) {
    return new StoredObject(
        saved.get("contentType").textValue(),
        saved.get("size").longValue(),
        saved.get("sha256").textValue(),
        null,
        file);
  }

  ObjectNode toJson() {
    return Json.object().put("contentType", contentType).put("size", size).put("sha256", sha256);
  }

  String contentType() {
    return contentType;
  }

  long size() {
    return size;
  }

  String sha256() {
    return sha256;
  }

  /** Whether there is more of it than its size and digest. */
  boolean isKept() {
    return content != null || file != null;
  }

  /** Returns the bytes of an object that is kept. */
  InputStream open() throws IOException {
    return file == null ? new ByteArrayInputStream(content) : Files.newInputStream(file);
  }

  /** Reads a body to its end; what it is known by afterwards. */
  static StoredObject copy(InputStream body, String contentType, OutputStream to)
      throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[64 * 1024];
    long size = 0;
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      digest.update(buffer, 0, read);
      to.write(buffer, 0, read);
      size += read;
    }
    return of(contentType, size, hex(digest.digest()), null);
  }

  StoredObject with(byte[] bytes) {
    return of(contentType, size, sha256, bytes);
  }

  static String sha256(String text) {
    return hex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  private static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(Character.forDigit(b >> 4 & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
    }
    return hex.toString();
  }
}
