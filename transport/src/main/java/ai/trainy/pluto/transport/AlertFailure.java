package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;

/**
 * What an answer to an alert means. Each time the service has one, mails go out, whatever it
 * answers (section 11): only what it certainly did not handle may be sent again.
 */
final class AlertFailure {
  private AlertFailure() {}

  static Outcome<Void> of(Reply reply) {
    // Whatever it says: the mails are out.
    if (reply.isSuccess()) {
      return Outcome.accepted(null);
    }
    Outcome<String> failure = ControlFailure.of(reply);
    return failure.kind() != Outcome.Kind.TRY_AGAIN || isUnhandled(reply)
        ? failure.failure()
        : Outcome.refused(
            failure.why() + "; it may have been mailed, and is therefore not sent again");
  }

  private static boolean isUnhandled(Reply reply) {
    if (!reply.mayHaveArrived()) {
      return true;
    }
    switch (reply.status()) {
      case 0:
        return false;
      case 407:
      case 429:
      case 502:
      case 503:
        return true;
      default:
        // A redirect or a page for people: something in front of the service answered instead.
        return reply.status() < 400;
    }
  }
}
