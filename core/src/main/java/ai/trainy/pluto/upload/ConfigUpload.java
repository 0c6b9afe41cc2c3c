package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends config and finds the keys that the server does not take: a request that is refused is
 * divided, down to single values. Sending some of it twice does no harm. Used by one thread.
 */
final class ConfigUpload {
  /** So many values were refused one by one, and none accepted between them: the others are too. */
  private static final int ALIKE = 16;

  /** So many requests are spent at a time on finding what the server fails because of. */
  private static final int MOST_TO_FIND_FAILING = 64;

  private static final Outcome<Void> DONE = Outcome.accepted();

  private final Request request;
  private final FailsAlone.Others others;

  private final Set<String> refused = new HashSet<>();
  private final Set<String> failing = new HashSet<>();
  private String why = "";
  private int refusedInARow;
  private int requestsLeft;

  /** Sends config to the server, as often as it is worth. */
  interface Request {
    Outcome<Void> send(Map<String, Object> values) throws InterruptedException;
  }

  private ConfigUpload(Request request, FailsAlone.Others others) {
    this.request = request;
    this.others = others;
  }

  /** Returns one that ends with the first request that neither arrives nor is refused. */
  static ConfigUpload whole(Request request) {
    return new ConfigUpload(request, () -> false);
  }

  /**
   * Returns one that divides such a request too, as long as others work, and leaves what fails
   * alone.
   */
  static ConfigUpload dividing(Request request, FailsAlone.Others others) {
    return new ConfigUpload(request, others);
  }

  /**
   * Sends values.
   *
   * @return accepted once each of them is either accepted, {@link #refused} or {@link #failing};
   *     else the outcome that ended it
   */
  Outcome<?> send(Map<String, Object> values) throws InterruptedException {
    refused.clear();
    failing.clear();
    refusedInARow = 0;
    requestsLeft = MOST_TO_FIND_FAILING;
    Outcome<?> outcome = divide(values);
    // A key of which a part is refused and a part fails is not done with.
    refused.removeAll(failing);
    return outcome;
  }

  /** The keys of the last {@link #send} that were refused, in part at least. */
  Set<String> refused() {
    return refused;
  }

  /** The keys of the last {@link #send} that failed alone. */
  Set<String> failing() {
    return failing;
  }

  /** Why the last one was not accepted. */
  String why() {
    return why;
  }

  private Outcome<?> divide(Map<String, Object> values) throws InterruptedException {
    Outcome<Void> outcome = request.send(values);
    if (outcome.isAccepted()) {
      refusedInARow = 0;
      return DONE;
    }
    why = outcome.why();
    List<Map<String, Object>> halves = halves(values);
    if (outcome.kind() == Outcome.Kind.REFUSED) {
      if (halves.isEmpty() || refusedInARow >= ALIKE) {
        refused.addAll(values.keySet());
        refusedInARow++;
        return DONE;
      }
    } else if (outcome.kind() != Outcome.Kind.TRY_AGAIN || !others.work()) {
      return outcome;
    } else if (values.size() == 1 || --requestsLeft <= 0) {
      failing.addAll(values.keySet());
      return DONE;
    }
    for (Map<String, Object> half : halves) {
      Outcome<?> ofHalf = divide(half);
      if (!ofHalf.isAccepted()) {
        return ofHalf;
      }
    }
    return DONE;
  }

  /** Of a map with one key, the halves of the map that is its value; none if that is no map. */
  @SuppressWarnings("unchecked") // plain maps have text keys
  private static List<Map<String, Object>> halves(Map<String, Object> values) {
    if (values.size() == 1) {
      Map.Entry<String, Object> only = values.entrySet().iterator().next();
      if (!(only.getValue() instanceof Map) || ((Map<?, ?>) only.getValue()).isEmpty()) {
        return List.of();
      }
      List<Map<String, Object>> below = halves((Map<String, Object>) only.getValue());
      return below.isEmpty()
          ? below
          : List.of(Map.of(only.getKey(), below.get(0)), Map.of(only.getKey(), below.get(1)));
    }
    Map<String, Object> first = new LinkedHashMap<>();
    Map<String, Object> second = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> (first.size() < values.size() / 2 ? first : second).put(key, value));
    return List.of(first, second);
  }
}
