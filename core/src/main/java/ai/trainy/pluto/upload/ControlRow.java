package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that the server should take: if it does not, the trouble is not with the rows it refused.
 * It is the last row that was accepted, which does no harm a second time, or where there is none, a
 * count of refused values. Used by one thread.
 */
final class ControlRow implements FailsAlone.Others {
  static final String REJECTED = "sys/pluto.rejected";

  private final PlutoApi api;
  private final RunHandle run;
  private final Retry retry;
  private @Nullable MetricRow last;
  private long accepted;
  private long rejected;

  ControlRow(ServerRun run) {
    this.api = run.api();
    this.run = run.handle();
    this.retry = run.retry();
  }

  /** Notes a row that the server has accepted. */
  void accepted(MetricRow row) {
    last = row;
    accepted++;
  }

  /** How many requests were accepted so far. */
  long accepted() {
    return accepted;
  }

  /** Notes values that the server has refused, for the count. */
  void rejected(long values) {
    rejected += values;
  }

  /** Sends it, in one attempt. */
  Outcome<Void> send() {
    MetricRow row =
        last == null
            ? new MetricRow(
                retry.machine().currentTimeMillis(),
                0,
                new String[] {REJECTED},
                new double[] {rejected})
            : last;
    Outcome<Void> outcome = api.sendMetrics(run, List.of(row));
    // Refused like all others: nothing is wrong with the rows.
    return outcome.kind() == Outcome.Kind.REFUSED
        ? Outcome.tryAgain("it refuses every request: " + outcome.why(), outcome.after())
        : outcome;
  }

  /** Whether a request that leaves no trace is accepted now. */
  boolean othersWork() throws InterruptedException {
    return last == null ? retry.once(api::signIn).isAccepted() : work();
  }

  @Override
  public boolean work() throws InterruptedException {
    return retry.once(this::send).isAccepted();
  }
}
