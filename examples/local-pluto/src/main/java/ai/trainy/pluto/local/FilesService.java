package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;

/**
 * The presign endpoint of ingest: announces files and hands out addresses (the protocol, section
 * 9).
 */
final class FilesService implements Service {
  static final String PATH = "/files";
  private static final int MAX_BODY = 2_097_152;
  private static final int U64 = 64;
  private static final int U32 = 32;

  private final Store store;
  private final Keys keys;
  private final StorageService storage;

  FilesService(Store store, Keys keys, StorageService storage) {
    this.store = store;
    this.keys = keys;
    this.storage = storage;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    if (!request.method().equals("POST")) {
      return Reply.empty(405);
    }
    JsonNode body;
    IngestHeaders headers;
    try {
      body = body(request); // before the key is looked at, as in the real service
      headers = IngestHeaders.read(request, keys);
    } catch (Refused e) {
      return e.reply();
    } catch (IngestError e) {
      return e.asReply();
    }
    return headers.hasRunId() ? presign(body.get("files"), headers) : Reply.CUT;
  }

  private Reply presign(JsonNode files, IngestHeaders headers) {
    RunData target = store.dataFor(headers.runId(), headers.project());
    String keyPrefix =
        "org-local/" + headers.project() + "/" + Long.toUnsignedString(headers.runId()) + "/";
    ObjectNode answer = Json.object();
    for (JsonNode file : files) {
      FileAnnouncement announced = new FileAnnouncement(file, keyPrefix);
      target.add(
          announced); // each call makes an entry, repeated or not (the protocol, section 9.4)
      answer
          .withArrayProperty(announced.logName)
          .addObject()
          .put(announced.fileName, storage.presign(announced.storageKey));
    }
    return Reply.json(200, answer);
  }

  private static JsonNode body(Request request) throws IOException {
    String type = request.header("Content-Type");
    if (type == null || !type.split(";", 2)[0].trim().equalsIgnoreCase("application/json")) {
      throw refusal(415, "Expected request with `Content-Type: application/json`");
    }
    byte[] bytes = request.body().readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw refusal(413, "Failed to buffer the request body: length limit exceeded");
    }
    JsonNode body;
    try {
      body = Json.parse(bytes);
    } catch (IOException e) {
      throw refusal(400, "Failed to parse the request body as JSON");
    }
    if (!body.path("files").isArray()) {
      throw mistyped("files");
    }
    for (int i = 0; i < body.get("files").size(); i++) {
      check(body.get("files").get(i), "files[" + i + "]");
    }
    return body;
  }

  private static void check(JsonNode file, String where) {
    require(file.isObject(), where);
    require(file.path("fileName").isTextual(), where + ".fileName");
    require(file.path("logName").isTextual(), where + ".logName");
    require(isUnsigned(file.path("fileSize"), U64), where + ".fileSize");
    JsonNode type = file.path("fileType");
    require(
        type.isTextual() || (type.size() == 1 && type.path("custom").isTextual()),
        where + ".fileType");
    require(isUnsigned(file.path("step"), U64), where + ".step");
    require(isUnsigned(file.path("time"), U64), where + ".time");
    require(isTextOrNothing(file.path("caption")), where + ".caption");
    require(
        file.path("sampleIndex").isMissingNode() || isUnsigned(file.path("sampleIndex"), U32),
        where + ".sampleIndex");
    require(isTextOrNothing(file.path("annotations")), where + ".annotations");
  }

  private static boolean isUnsigned(JsonNode node, int bits) {
    if (!node.isIntegralNumber()) {
      return false;
    }
    BigInteger value = node.bigIntegerValue();
    return value.signum() >= 0 && value.bitLength() <= bits;
  }

  private static boolean isTextOrNothing(JsonNode node) {
    return node.isTextual() || node.isNull() || node.isMissingNode();
  }

  private static void require(boolean good, String where) {
    if (!good) {
      throw mistyped(where);
    }
  }

  private static Refused mistyped(String where) {
    return refusal(
        422,
        "Failed to deserialize the JSON body into the target type: "
            + where
            + ": missing or of the wrong type");
  }

  private static Refused refusal(int status, String text) {
    return new Refused(Reply.text(status, text));
  }
}
