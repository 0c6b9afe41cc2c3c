package ai.trainy.pluto.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The object storage that presigned addresses lead to (the protocol, section 9.6). */
final class StorageService implements Service {
  static final String PREFIX = "/storage/";
  private static final Duration VALID_FOR = Duration.ofHours(1);
  private static final int MAX_KEPT = 8 * 1024 * 1024;
  private static final int MAX_KEY_BYTES = 1024;
  private static final int MAX_PART_BYTES = 255;

  private final URI base;
  private final Clock clock;
  private final @Nullable Archive archive; // null: what is uploaded is kept in memory
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final Map<String, StoredObject> objects = new ConcurrentHashMap<>();

  StorageService(URI base, Clock clock, @Nullable Archive archive) {
    this.base = base;
    this.clock = clock;
    this.archive = archive;
  }

  /** Returns an address to which the key's object can be uploaded for an hour. */
  String presign(String key) {
    String signature = UUID.randomUUID().toString();
    grants.put(signature, new Grant(key, clock.instant().plus(VALID_FOR)));
    return base
        + PREFIX
        + encoded(key)
        + "?X-Amz-Expires="
        + VALID_FOR.toSeconds()
        + "&X-Amz-SignedHeaders=host&X-Amz-Signature="
        + signature;
  }

  /** Lets every address handed out so far run out. */
  void expireGrants() {
    grants.replaceAll((signature, grant) -> new Grant(grant.key, Instant.MIN));
  }

  /** Returns the announced file with what was uploaded for it. */
  FileEntry entry(FileAnnouncement announced) {
    return new FileEntry(announced, object(announced.storageKey));
  }

  private StoredObject object(String key) {
    return archive == null ? objects.getOrDefault(key, StoredObject.NONE) : archive.object(key);
  }

  @Override
  public Reply answer(Request request) throws IOException {
    if (!request.method().equals("PUT")) {
      return error(405, "MethodNotAllowed", "The method is not allowed against this resource.");
    }
    if (request.header("Authorization") != null) {
      return error(400, "InvalidArgument", "Only one auth mechanism allowed.");
    }
    if (request.header("Content-Length") == null) {
      return error(400, "MissingContentLength", "Content-Length is required, chunks are not.");
    }
    if (request.hasHeaderStartingWith("x-amz-")) {
      return error(403, "AccessDenied", "There were headers present which were not signed.");
    }
    Grant grant = grants.get(request.query().getOrDefault("X-Amz-Signature", ""));
    if (grant != null && !isKey(grant.key)) {
      return error(400, "InvalidArgument", "The key of the object is not valid.");
    }
    if (grant == null || !request.path().equals(PREFIX + grant.key)) {
      return error(403, "SignatureDoesNotMatch", "The signature does not match the address.");
    }
    if (clock.instant().isAfter(grant.expires)) {
      return error(403, "AccessDenied", "Request has expired");
    }
    // kept once the body is complete: a broken upload leaves the older object in place
    keep(grant.key, request.body(), request.header("Content-Type"));
    return Reply.empty(200);
  }

  /** Presign hands out an address for any key; storage does not take any (section 20b). */
  private static boolean isKey(String key) {
    if (key.indexOf('\0') >= 0 || bytes(key) > MAX_KEY_BYTES) {
      return false;
    }
    for (String part : key.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || bytes(part) > MAX_PART_BYTES) {
        return false;
      }
    }
    return true;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void keep(String key, InputStream body, @Nullable String contentType) throws IOException {
    if (archive != null) {
      archive.keep(key, out -> StoredObject.copy(body, contentType, out));
      return;
    }
    Beginning kept = new Beginning();
    StoredObject object = StoredObject.copy(body, contentType, kept);
    objects.put(key, object.size() <= MAX_KEPT ? object.with(kept.toByteArray()) : object);
  }

  /** As much of a body as is kept in memory. */
  private static final class Beginning extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, Math.min(length, MAX_KEPT + 1 - count));
    }
  }

  /** Encodes all but the slashes between a key's parts. */
  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  private static Reply error(int status, String code, String message) {
    String xml = "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
    return Reply.of(status, "application/xml", xml.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Grant {
    private final String key;
    private final Instant expires;

    Grant(String key, Instant expires) {
      this.key = key;
      this.expires = expires;
    }
  }
}
