package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import java.util.Optional;

/**
 * What an answer to an alert means. Each time the service has one, mails go out, whatever it
 * answers (section 11): only what it certainly did not handle may be sent again.
 */
final class AlertFailure {
  private AlertFailure() {}

  static Outcome<Void> of(ApiResponse response) {
    Outcome<Boolean> outcome =
        ControlFailure.of(
            response, answer -> Optional.of("success".equals(answer.get("status").text(""))));
    if (outcome.isAccepted() && outcome.value()) {
      return Outcome.accepted();
    }
    if (outcome.isAccepted()) {
      return doubtful(response.cause());
    }
    return outcome.kind() != Outcome.Kind.TRY_AGAIN || isUnhandled(response)
        ? outcome.failure()
        : doubtful(outcome.why());
  }

  private static Outcome<Void> doubtful(String why) {
    return Outcome.refused(why + "; it may have been mailed, and is therefore not sent again");
  }

  private static boolean isUnhandled(ApiResponse response) {
    if (!response.mayHaveArrived()) {
      return true;
    }
    switch (response.status()) {
      case 0:
      case 408:
      case 504:
        return false;
      case 407:
      case 429:
      case 502:
      case 503:
        return true;
      default:
        // Something in front of the service answered instead, unless it is a part of its answer.
        return response.status() < 500 && (response.isAlien() || !response.isEmptyOrObject());
    }
  }
}
