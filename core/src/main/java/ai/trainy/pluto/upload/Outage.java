package ai.trainy.pluto.upload;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Says why a run cannot be uploaded now: each cause once, and no more than ten of them. Shared by
 * the threads that upload one run.
 */
final class Outage {
  /** Answers that differ each time must not fill the screen. */
  private static final int MOST_CAUSES = 10;

  private final Messages messages;
  private final String data;
  private final Set<String> causes = new HashSet<>();
  private final AtomicBoolean keyAccepted = new AtomicBoolean();
  private volatile String key = "the API key";
  private volatile String keyAdvice = "";
  private volatile BooleanSupplier keyAcceptedElsewhere = () -> false;

  /**
   * @param data for messages: a sentence about what happens to the data
   */
  Outage(Messages messages, String data) {
    this.messages = messages;
    this.data = data;
  }

  /**
   * Names the key in use.
   *
   * @param advice what to do once it is rejected: a sentence, or nothing
   * @param acceptedElsewhere whether Pluto has accepted it for another run
   */
  void key(String name, String advice, BooleanSupplier acceptedElsewhere) {
    keyAcceptedElsewhere = acceptedElsewhere;
    key = name;
    keyAdvice = advice;
  }

  /** Says that Pluto cannot be reached, unless this cause was said before. */
  void say(String cause) {
    synchronized (causes) {
      if (causes.size() == MOST_CAUSES || !causes.add(cause)) {
        return;
      }
    }
    messages.sayAbout(cause, CoreMessage.CANNOT_REACH_PLUTO, cause, data);
  }

  /** Notes that Pluto has accepted the key: from now on a rejection counts as temporary. */
  void keyAccepted() {
    keyAccepted.set(true);
  }

  boolean isKeyAccepted() {
    return keyAccepted.get() || keyAcceptedElsewhere.getAsBoolean();
  }

  /** Says that Pluto rejects a key which it accepted before. */
  void sayKeyRejected(String why) {
    messages.say(
        CoreMessage.KEY_REJECTED_LATER,
        key,
        why,
        data + (keyAdvice.isEmpty() ? "" : " " + keyAdvice));
  }
}
