package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes names known to a run's page, each once (the protocol, section 5), in requests of a modest
 * size. A name that the server does not register costs neither the others nor the data, and is
 * asked for again later. Used by one thread.
 */
final class NameRegistration {
  private static final int MOST_NAMES = 1_000;
  private static final int MOST_BYTES = 256 << 10;

  /** Quotes and a comma. */
  private static final int BYTES_AROUND_NAME = 3;

  /** So many refused one by one, and none accepted between them: the others are asked for later. */
  private static final int IN_A_ROW = 16;

  private static final int MOST_ASKED_AGAIN = 1_000;
  private static final int MOST_REQUESTS_TO_ASK_AGAIN = 64;

  private static final Outcome<Void> DONE = Outcome.accepted();

  private final PlutoApi api;
  private final RunHandle run;
  private final Retry retry;
  private final Messages messages;

  private final Map<LogType, Set<String>> asked = new EnumMap<>(LogType.class);
  private final Map<LogType, Set<String>> missing = new EnumMap<>(LogType.class);
  private final Map<LogType, Set<String>> fresh = new EnumMap<>(LogType.class);
  private int missedInARow;
  private int requestsLeft;

  NameRegistration(ServerRun run, Messages messages) {
    this.api = run.api();
    this.run = run.handle();
    this.retry = run.retry();
    this.messages = messages;
  }

  /** Adds a name to those that the next {@link #register} asks for, unless it was asked for. */
  void add(LogType type, String name) {
    if (!asked.computeIfAbsent(type, absent -> new HashSet<>()).contains(name)) {
      fresh.computeIfAbsent(type, absent -> new LinkedHashSet<>()).add(name);
    }
  }

  /**
   * Asks for the names that were added.
   *
   * @return accepted, whether or not each name was registered, unless nothing more can be sent now;
   *     then they are asked for by the next call
   */
  Outcome<?> register() throws InterruptedException {
    for (Map.Entry<LogType, Set<String>> names : fresh.entrySet()) {
      LogType type = names.getKey();
      for (List<String> some : pieces(names.getValue())) {
        Outcome<?> outcome = register(type, some);
        if (!outcome.isAccepted()) {
          return outcome;
        }
        asked.computeIfAbsent(type, absent -> new HashSet<>()).addAll(some);
      }
    }
    fresh.clear();
    return DONE;
  }

  /** Splits names into lists of which each fits into a request. */
  static List<List<String>> pieces(Collection<String> names) {
    List<List<String>> pieces = new ArrayList<>();
    int bytes = 0;
    for (String name : names) {
      int more = name.getBytes(StandardCharsets.UTF_8).length + BYTES_AROUND_NAME;
      List<String> last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
      if (last == null || last.size() == MOST_NAMES || bytes + more > MOST_BYTES) {
        last = new ArrayList<>();
        pieces.add(last);
        bytes = 0;
      }
      last.add(name);
      bytes += more;
    }
    return pieces;
  }

  private Outcome<?> register(LogType type, List<String> names) throws InterruptedException {
    if (missedInARow >= IN_A_ROW) {
      names.forEach(name -> miss(type, name));
      return DONE;
    }
    FailsAlone<Void> alone = FailsAlone.toDivide(this::othersWork);
    boolean[] slow = {false};
    Outcome<Void> outcome =
        retry.until(
            () -> api.registerNames(run, type, names),
            failure -> {
              slow[0] = failure.isTimeout() && names.size() > 1;
              return slow[0] || alone.isReached(failure);
            });
    if (outcome.isAccepted()) {
      missedInARow = 0;
      return outcome;
    }
    if (outcome.kind() != Outcome.Kind.REFUSED && !slow[0] && !alone.isFound()) {
      return outcome;
    }
    if (names.size() == 1) {
      messages.log(CoreMessage.NAME_NOT_REGISTERED, names.get(0), outcome.why());
      missedInARow++;
      miss(type, names.get(0));
      return DONE;
    }
    int half = names.size() / 2;
    Outcome<?> first = register(type, names.subList(0, half));
    return first.isAccepted() ? register(type, names.subList(half, names.size())) : first;
  }

  private boolean othersWork() throws InterruptedException {
    return retry.once(api::signIn).isAccepted();
  }

  private void miss(LogType type, String name) {
    Set<String> names = missing.computeIfAbsent(type, absent -> new LinkedHashSet<>());
    if (names.size() < MOST_ASKED_AGAIN) {
      names.add(name);
    }
  }

  /** Asks once more for names that were not registered, in a bounded number of requests. */
  void askAgain() throws InterruptedException {
    requestsLeft = MOST_REQUESTS_TO_ASK_AGAIN;
    missedInARow = 0;
    for (Map.Entry<LogType, Set<String>> names : missing.entrySet()) {
      for (List<String> some : pieces(names.getValue())) {
        askAgain(names.getKey(), some, names.getValue());
      }
    }
  }

  private void askAgain(LogType type, List<String> names, Set<String> missing)
      throws InterruptedException {
    if (requestsLeft-- <= 0) {
      return;
    }
    if (retry.once(() -> api.registerNames(run, type, names)).isAccepted()) {
      missing.removeAll(names);
    } else if (names.size() > 1) {
      askAgain(type, names.subList(0, names.size() / 2), missing);
      askAgain(type, names.subList(names.size() / 2, names.size()), missing);
    }
  }
}
