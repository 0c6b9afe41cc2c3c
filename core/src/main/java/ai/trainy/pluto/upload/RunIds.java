package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.RunSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The latest runs of this JVM under the ids that the program knows them by: a fork names its parent
 * by such an id. Safe for use by several threads.
 */
final class RunIds {
  private static final long NOT_YET = -1;

  /** Parents of forks are mostly young, and the server can be asked for the others. */
  private static final int MOST = 1_000;

  private final Map<String, Long> runs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };
  private boolean keyAccepted;

  /** A run was opened, and the server will be asked for it. */
  synchronized void opened(RunSpec spec) {
    runs.putIfAbsent(key(spec.project(), spec.externalId()), NOT_YET);
  }

  /** The server has the run. */
  synchronized void created(RunSpec spec, long runId) {
    runs.put(key(spec.project(), spec.externalId()), runId);
    keyAccepted = true;
  }

  /** The server has accepted the key. */
  synchronized void keyAccepted() {
    keyAccepted = true;
  }

  /** Whether the server has accepted the key for one of them. */
  synchronized boolean isKeyAccepted() {
    return keyAccepted;
  }

  /** Nobody asks the server for the run any more. */
  synchronized void gone(RunSpec spec) {
    runs.remove(key(spec.project(), spec.externalId()), NOT_YET);
  }

  /** Whether the server is still being asked for it. */
  synchronized boolean isAwaited(String project, String externalId) {
    return runs.getOrDefault(key(project, externalId), 0L) == NOT_YET;
  }

  /** The server's id of a run that it was asked for in this JVM. */
  synchronized OptionalLong find(String project, String externalId) {
    Long runId = runs.get(key(project, externalId));
    return runId == null || runId == NOT_YET ? OptionalLong.empty() : OptionalLong.of(runId);
  }

  private static String key(String project, String externalId) {
    return project + "\n" + externalId;
  }
}
