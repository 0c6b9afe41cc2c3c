package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.runs.RunLabel;
import ai.trainy.pluto.agent.cli.runs.Whereabouts;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.upload.Belonging;
import ai.trainy.pluto.upload.Recovery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs that do not belong to the server that {@code sync} uploads to, or of which that is not
 * known: they go there only if a person says so.
 */
final class OtherRuns {
  private final Recovery recovery;
  private final boolean toThisServer;
  private final Predicate<String> consent;
  private final Credential key;
  private final int timeout;

  /** Null until the server was asked; it is asked once. */
  private @Nullable Outcome<String> signIn;

  /**
   * @param toThisServer whether runs of other servers are wanted, too
   * @param consent answers a question with yes or no; in a script, with yes only if it was given
   *     {@code --yes}
   * @param key for messages: what {@code recovery} signs in with
   * @param timeout for messages: how many seconds {@code recovery} tries
   */
  OtherRuns(
      Recovery recovery,
      boolean toThisServer,
      Predicate<String> consent,
      Credential key,
      int timeout) {
    this.recovery = recovery;
    this.toThisServer = toThisServer;
    this.consent = consent;
    this.key = key;
    this.timeout = timeout;
  }

  /**
   * Why a run is not to be uploaded here; empty if it belongs here, or does from now on because a
   * person said so.
   *
   * @throws IOException if it cannot be read or written
   */
  Optional<String> objection(Path run) throws IOException, InterruptedException {
    try {
      if (toThisServer && !signIn().isAccepted()) {
        return Optional.of(whyNotSignedIn(signIn()));
      }
      Belonging belonging = recovery.belonging(run);
      if (belonging.isUploadedBySync()) {
        return Optional.empty();
      }
      if (belonging == Belonging.OTHER_KEY && !signIn().isAccepted()) {
        // It may be a key that was mistyped.
        return Optional.of(whyNotSignedIn(signIn()));
      }
      if (!toThisServer && belonging != Belonging.UNKNOWN) {
        return Optional.of(advice(run, belonging));
      }
      if (!signIn().isAccepted()) {
        return Optional.of(whyNotSignedIn(signIn()));
      }
      return consent.test(question(run, belonging))
          ? bringHere(run)
          : Optional.of(advice(run, belonging));
    } catch (KeyUnavailableException e) {
      Outcome<String> answer = Outcome.notSignedIn(Reason.of(e));
      signIn = answer;
      return Optional.of(whyNotSignedIn(answer));
    }
  }

  /** The server's answer, asked for once. */
  private Outcome<String> signIn() throws InterruptedException {
    Outcome<String> answer = signIn == null ? recovery.signIn() : signIn;
    signIn = answer;
    return answer;
  }

  /** Whether the server has said that no run will get further. */
  boolean isHopeless() {
    return signIn != null && !signIn.isAccepted();
  }

  private String whyNotSignedIn(Outcome<String> signIn) {
    return (signIn.kind() == Outcome.Kind.NOT_SIGNED_IN
            ? "Pluto rejected " + key
            : "no answer from Pluto for " + timeout + " s")
        + " ("
        + signIn.why()
        + ")";
  }

  private String question(Path run, Belonging belonging)
      throws IOException, KeyUnavailableException, InterruptedException {
    return RunLabel.of(run)
        + " belongs to "
        + Whereabouts.of(belonging, RunStore.destination(run))
        + ". Upload it to "
        + recovery.server()
        + " for "
        + signIn().value()
        + (belonging == Belonging.UNKNOWN ? "" : " as a new run")
        + "? [y/N] ";
  }

  private Optional<String> bringHere(Path run)
      throws IOException, KeyUnavailableException, InterruptedException {
    Outcome<Boolean> brought = recovery.bringHere(run);
    if (!brought.isAccepted()) {
      return Optional.of("Pluto did not say whether it has such a run (" + brought.why() + ")");
    }
    return brought.value() ? Optional.empty() : Optional.of(Sync.IN_USE);
  }

  /** What to do about a run that belongs elsewhere. */
  String advice(Path run) {
    try {
      return advice(run, recovery.belonging(run));
    } catch (KeyUnavailableException | IOException e) {
      return Reason.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static String advice(Path run, Belonging belonging) throws IOException {
    return Whereabouts.advice(belonging, RunStore.destination(run), 1, run);
  }
}
