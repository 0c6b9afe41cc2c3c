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
import org.jspecify.annotations.Nullable;

/** What the last upload to one storage key left there. Immutable. */
final class StoredObject {
  /** Stands for the object of a key to which nothing was uploaded. */
  static final StoredObject NONE = new StoredObject(null, -1, "", null);

  private final @Nullable String contentType; // null: sent without one
  private final long size;
  private final String sha256;
  private final @Nullable Content content; // null: too large to keep

  private StoredObject(
      @Nullable String contentType, long size, String sha256, @Nullable Content content) {
    this.contentType = contentType;
    this.size = size;
    this.sha256 = sha256;
    this.content = content;
  }

  /** The bytes, in memory or in a file. */
  private interface Content {
    InputStream open() throws IOException;
  }

  /** The object in this file that {@link #toJson} described. */
  static StoredObject of(JsonNode saved, Path file) {
    return new StoredObject(
        saved.get("contentType").textValue(),
        saved.get("size").longValue(),
        saved.get("sha256").textValue(),
        () -> Files.newInputStream(file));
  }

  ObjectNode toJson() {
    return Json.object().put("contentType", contentType).put("size", size).put("sha256", sha256);
  }

  @Nullable String contentType() {
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
    return content != null;
  }

  /** Returns the bytes of an object that is kept. */
  InputStream open() throws IOException {
    if (content == null) {
      throw new IllegalStateException("not kept");
    }
    return content.open();
  }

  /** Reads a body to its end; what it is known by afterwards. */
  static StoredObject copy(InputStream body, @Nullable String contentType, OutputStream to)
      throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[64 * 1024];
    long size = 0;
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      digest.update(buffer, 0, read);
      to.write(buffer, 0, read);
      size += read;
    }
    return new StoredObject(contentType, size, hex(digest.digest()), null);
  }

  /** The same object, its bytes kept in memory. */
  StoredObject with(byte[] bytes) {
    return new StoredObject(contentType, size, sha256, () -> new ByteArrayInputStream(bytes));
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
