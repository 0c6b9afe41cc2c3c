package ai.trainy.pluto.api;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A Pluto server as core sees it.
 *
 * <p>Every method makes one attempt, blocks until it is answered or makes no more progress, and
 * returns what came of it; none throws for anything the server or the network does. There is no
 * limit to an attempt that moves: a caller that has one calls {@link #close} when it is over.
 * Accepted means that Pluto itself said so; a success of something else on the way is {@link
 * Outcome.Kind#TRY_AGAIN}. The reason of an outage is the same text as long as the cause is the
 * same. Retrying is the caller's business. Implementations may be called from several threads at
 * once.
 */
public interface PlutoApi extends AutoCloseable {

  /** Checks the key; accepted with the organisation's short name (the protocol, section 1.2). */
  Outcome<String> signIn();

  /**
   * Creates the run with its own start, or returns the one with the same external id (section 2).
   *
   * @param branch where it goes on from, if it is a fork
   */
  Outcome<RunHandle> create(RunSpec spec, Optional<Branch> branch);

  /**
   * Looks for the run that has an external id in a project (section 7.3); accepted with its numeric
   * id, or with nothing if the project has no such run.
   */
  Outcome<OptionalLong> find(String project, String externalId);

  /** The config of a run as it is now (section 7.1); empty if it has none. */
  Outcome<Map<String, Object>> config(long runId);

  /** When a run began, ms since the epoch (section 7.1). */
  Outcome<Long> createdAt(long runId);

  /** Makes a run that has ended, or was taken for dead, a running one again (section 3). */
  Outcome<Void> resume(RunHandle run);

  /** Makes names known to the run's page; a name's first type wins (section 5). */
  Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names);

  /**
   * Sends rows in order in one request (section 8). On {@link Outcome.Kind#REFUSED} rows before the
   * offending one may have been taken; sending them again does no harm.
   */
  Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows);

  /**
   * Sends histograms and tables in order in one request (section 8). The server keeps every row it
   * takes, so nothing that was accepted is sent again; on {@link Outcome.Kind#REFUSED} rows before
   * the offending one were taken.
   */
  Outcome<Void> sendData(RunHandle run, List<DataRow> rows);

  /**
   * Sends lines that the program printed, in order, in one request (section 12). The server keeps
   * them as it does data.
   *
   * @param offset added to each line's number
   */
  Outcome<Void> sendConsole(RunHandle run, List<ConsoleLines> lines, long offset);

  /** How many lines of the console the server has of a run (section 7.4). */
  Outcome<Long> consoleLines(RunHandle run);

  /** Makes these the run's tags in place of those it has (section 6). At most 50, one group. */
  Outcome<Void> updateTags(RunHandle run, List<String> tags);

  /** Makes this the run's notes (section 6). At most 1,000 UTF-16 units, and at least one. */
  Outcome<Void> updateNotes(RunHandle run, String notes);

  /**
   * Has an alert mailed (section 11). To be tried again only if the answer is {@link
   * Outcome.Kind#TRY_AGAIN}: then it certainly did not reach the server. What may have is {@link
   * Outcome.Kind#REFUSED}, since mails would go out twice.
   */
  Outcome<Void> alert(RunHandle run, Alert alert);

  /** Merges values into the run's config; objects merge key by key (section 6). */
  Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values);

  /**
   * Announces files and asks for the addresses to upload them to, which are good for an hour
   * (section 9). Each call makes entries on the run's page, so it is asked once and the addresses
   * kept.
   *
   * @param files at most 10, which keeps the request within the server's limit
   * @return an address for each, in their order
   */
  Outcome<List<String>> presign(RunHandle run, List<FileEntry> files);

  /**
   * Uploads a file's bytes to an address that {@link #presign} gave, without the key. May take as
   * long as the file is large.
   *
   * <p>{@link Outcome.Kind#NOT_SIGNED_IN} is not about the key: the address is not accepted, or not
   * any more, and another has to be asked for. {@link Outcome.Kind#REFUSED} also if the address is
   * one that nothing may be sent to.
   *
   * @param fileType its extension, or {@code mask}; decides the content type
   */
  Outcome<Void> upload(String address, Path content, String fileType);

  /** Says that the run is alive; accepted with its status as the server has it (section 10). */
  Outcome<RunStatus> heartbeat(RunHandle run);

  /**
   * Reports the run's status, in place of what the server had noted about the one before (section
   * 4).
   *
   * @param time since when, ms since the epoch, if that is not now
   * @param details what people are told beside it, in plain values
   */
  Outcome<Void> updateStatus(
      RunHandle run, RunStatus status, OptionalLong time, Map<String, Object> details);

  /**
   * Cancels the requests under way, which return {@link Outcome.Kind#TRY_AGAIN} at once, and those
   * that come, and lets go of connections. From any thread; never blocks, never throws.
   */
  @Override
  void close();
}
