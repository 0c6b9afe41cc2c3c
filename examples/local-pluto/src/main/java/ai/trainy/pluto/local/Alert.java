package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One alert the real service would have mailed. Immutable. */
public final class Alert {
  private final long timestamp;
  private final String level;
  private final String title;
  private final String body;
  private final boolean email;

  Alert(long timestamp, String level, String title, String body, boolean email) {
    this.timestamp = timestamp;
    this.level = level;
    this.title = title;
    this.body = body;
    this.email = email;
  }

  static Alert of(JsonNode saved) {
    return new Alert(
        saved.get("timestamp").longValue(),
        saved.get("level").textValue(),
        saved.get("title").textValue(),
        saved.get("body").textValue(),
        saved.get("email").booleanValue());
  }

  /** The alert as JSON, from which it can be made again. */
  ObjectNode toJson() {
    return Json.object()
        .put("timestamp", timestamp)
        .put("level", level)
        .put("title", title)
        .put("body", body)
        .put("email", email);
  }

  /** Returns the time, in milliseconds since the Unix epoch. */
  public long timestamp() {
    return timestamp;
  }

  /** Returns the level, such as {@code INFO}. */
  public String level() {
    return level;
  }

  /** Returns the title. */
  public String title() {
    return title;
  }

  /** Returns the text. */
  public String body() {
    return body;
  }

  /** Returns whether mail was asked for. */
  public boolean email() {
    return email;
  }

  @Override
  public String toString() {
    return level + " " + title + ": " + body;
  }
}
