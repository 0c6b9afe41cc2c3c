package ai.trainy.pluto.api;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A Pluto server as core sees it.
 *
 * <p>Every method makes one attempt, blocks until it is answered or timed out, and returns what
 * came of it; none throws for anything the server or the network does. Retrying is the caller's
 * business. Implementations may be called from several threads at once.
 */
public interface PlutoApi extends AutoCloseable {

  /** Checks the key; accepted with the organisation's short name (the protocol, section 1.2). */
  Outcome<String> signIn();

  /**
   * Creates the run, or returns the one with the same external id (section 2).
   *
   * @param late whether the server is told when the run began, since that is some time ago
   */
  Outcome<RunHandle> create(RunIntent intent, boolean late);

  /** Makes a run that has ended, or was taken for dead, a running one again (section 3). */
  Outcome<Void> resume(RunHandle run);

  /** Makes names known to the run's page; a name's first type wins (section 5). */
  Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names);

  /**
   * Sends rows in order in one request (section 8). On {@link Outcome.Kind#REFUSED} rows before the
   * offending one may have been taken; sending them again does no harm.
   */
  Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows);

  /** Merges values into the run's config; objects merge key by key (section 6). */
  Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values);

  /**
   * Announces a file and asks for the address to upload it to, which is good for an hour (section
   * 9). Each call makes an entry on the run's page, so it is asked once and the address kept.
   */
  Outcome<String> presign(RunHandle run, FileEntry file);

  /**
   * Uploads a file's bytes to an address that {@link #presign} gave, without the key. May take as
   * long as the file is large.
   */
  Outcome<Void> upload(String address, Path file);

  /** Says that the run is alive; accepted with its status as the server has it (section 10). */
  Outcome<RunStatus> heartbeat(RunHandle run);

  /**
   * Reports the run's status (section 4).
   *
   * @param time since when, ms since the epoch, if that is not now
   */
  Outcome<Void> updateStatus(RunHandle run, RunStatus status, OptionalLong time);

  /** Lets go of connections. Never blocks, never throws. */
  @Override
  void close();
}
