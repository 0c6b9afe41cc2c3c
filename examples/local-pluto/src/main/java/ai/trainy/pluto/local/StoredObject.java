package ai.trainy.pluto.local;

import java.util.Optional;

/** What the last upload to one storage key left there. Immutable. */
final class StoredObject {
  private final String contentType;
  private final long size;
  private final String sha256;
  private final byte[] content; // null: too large to keep

  StoredObject(String contentType, long size, String sha256, byte[] content) {
    this.contentType = contentType;
    this.size = size;
    this.sha256 = sha256;
    this.content = content;
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

  Optional<byte[]> content() {
    return Optional.ofNullable(content).map(byte[]::clone);
  }
}
