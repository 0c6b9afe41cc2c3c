package ai.trainy.pluto.api;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server answered to create: every later request names the run by it. */
public final class RunHandle {
  private final long runId;
  private final String runName;
  private final String projectName;
  private final String url;
  private final boolean resumed;
  private final @Nullable String displayId;

  /**
   * @param runId the numeric id
   * @param runName the display name
   * @param projectName the project as the server echoed it; ingest finds the run by this very text
   * @param url where a person can look at the run
   * @param resumed whether the server returned a run that existed before
   */
  public RunHandle(long runId, String runName, String projectName, String url, boolean resumed) {
    this.runId = runId;
    this.runName = visible(runName);
    this.projectName = visible(projectName);
    this.url = Objects.requireNonNull(url);
    this.resumed = resumed;
    this.displayId = null;
  }

  private RunHandle(RunHandle same, @Nullable String displayId) {
    this.runId = same.runId;
    this.runName = same.runName;
    this.projectName = same.projectName;
    this.url = same.url;
    this.resumed = same.resumed;
    this.displayId = displayId;
  }

  /** Both are sent in headers, where a line break would begin another header. */
  private static String visible(String name) {
    return name.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  public long runId() {
    return runId;
  }

  public String runName() {
    return runName;
  }

  public String projectName() {
    return projectName;
  }

  public String url() {
    return url;
  }

  /**
   * The same with the short id that people call it by, such as {@code RKI-2}. Not for requests: two
   * projects may use the same.
   *
   * @param id null or empty for none
   */
  public RunHandle withDisplayId(@Nullable String id) {
    String shown = id == null || id.isBlank() ? null : visible(id);
    return new RunHandle(this, shown);
  }

  /** The short id that people call it by. */
  public Optional<String> displayId() {
    return Optional.ofNullable(displayId);
  }

  /** For people: the name that Pluto has for the run, and the short id. */
  public String title() {
    return "'" + runName + "'" + displayId().map(id -> " (" + id + ")").orElse("");
  }

  public boolean resumed() {
    return resumed;
  }

  @Override
  public String toString() {
    return projectName + "/" + runId;
  }
}
