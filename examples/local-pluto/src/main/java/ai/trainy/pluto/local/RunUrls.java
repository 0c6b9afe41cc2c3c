package ai.trainy.pluto.local;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses and short ids of runs. */
final class RunUrls {
  static final String ORGANIZATION = "local";

  private final URI base;

  RunUrls(URI base) {
    this.base = base;
  }

  String url(StoredRun run) {
    String project = URLEncoder.encode(run.project(), StandardCharsets.UTF_8).replace("+", "%20");
    return base + "/o/" + ORGANIZATION + "/projects/" + project + "/" + shortId(run.id());
  }

  static String shortId(long runId) {
    return "r" + Long.toString(runId, 36);
  }

  /** Returns the run id, -1 if this is no short id. */
  static long runId(String shortId) {
    try {
      return shortId.startsWith("r") ? Long.parseLong(shortId.substring(1), 36) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
