package ai.trainy.pluto.local;

import java.time.Instant;

/** One entry of a run's history. Immutable. */
final class StatusChange {
  final RunStatus status;
  final Instant at;

  StatusChange(RunStatus status, Instant at) {
    this.status = status;
    this.at = at;
  }
}
