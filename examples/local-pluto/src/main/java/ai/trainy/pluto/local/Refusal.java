package ai.trainy.pluto.local;

/** A request that was answered with an error, or with none at all. Immutable. */
public final class Refusal {
  private final String method;
  private final String path;
  private final int status;
  private final String body;

  Refusal(String method, String path, int status, String body) {
    this.method = method;
    this.path = path;
    this.status = status;
    this.body = body;
  }

  /** Returns the request's method, such as {@code POST}. */
  public String method() {
    return method;
  }

  /** Returns the request's path without the query. */
  public String path() {
    return path;
  }

  /** Returns the status that was answered, 0 if the connection was closed instead. */
  public int status() {
    return status;
  }

  /** Returns the body that was answered, as text. */
  public String body() {
    return body;
  }

  @Override
  public String toString() {
    return method + " " + path + " -> " + status + " " + body;
  }
}
