package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A server that does well but for some requests, which it neither takes nor refuses. */
final class Sick extends ForwardingPluto {
  static final Outcome<Void> ERROR = Outcome.tryAgain("HTTP 500, a server error", Duration.ZERO);

  private final AtomicInteger failures = new AtomicInteger();
  private volatile Predicate<DataRow> data = row -> false;
  private volatile Predicate<String> config = key -> false;
  private volatile boolean tags;
  private volatile boolean alerts;
  private volatile Outcome<Void> failure = ERROR;
  private volatile int healsAfter = Integer.MAX_VALUE;

  Sick(PlutoApi well) {
    super(well);
  }

  /** From now on all requests with such rows fail. */
  Sick failData(Predicate<DataRow> bad) {
    data = bad;
    return this;
  }

  /** From now on all requests with such a key fail. */
  Sick failConfig(Predicate<String> bad) {
    config = bad;
    return this;
  }

  Sick failTags() {
    tags = true;
    return this;
  }

  Sick failAlerts() {
    alerts = true;
    return this;
  }

  /** How they fail. */
  Sick with(Outcome<Void> outcome) {
    failure = outcome;
    return this;
  }

  /** Ends after so many failures. */
  Sick healAfter(int count) {
    healsAfter = count;
    return this;
  }

  void heal() {
    healsAfter = 0;
  }

  /** How many requests failed. */
  int failures() {
    return failures.get();
  }

  private boolean fails(boolean bad) {
    return bad && failures.get() < healsAfter && failures.incrementAndGet() > 0;
  }

  @Override
  public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
    return fails(rows.stream().anyMatch(data)) ? failure : super.sendData(run, rows);
  }

  @Override
  public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
    return fails(values.keySet().stream().anyMatch(config))
        ? failure
        : super.updateConfig(run, values);
  }

  @Override
  public Outcome<Void> updateTags(RunHandle run, List<String> fresh) {
    return fails(tags) ? failure : super.updateTags(run, fresh);
  }

  @Override
  public Outcome<Void> alert(RunHandle run, Alert alert) {
    return fails(alerts) ? failure : super.alert(run, alert);
  }
}
