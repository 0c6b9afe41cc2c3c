package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.threads.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the server whether it knows the key, while the caller waits. */
public final class SignIn {
  private final Connector connector;
  private final Messages messages;

  public SignIn(Connector connector, Messages messages) {
    this.connector = connector;
    this.messages = messages;
  }

  /**
   * The server's answer. {@link Outcome.Kind#NOT_SIGNED_IN} also if there is no key, {@link
   * Outcome.Kind#TRY_AGAIN} if the server has said neither yes nor no within {@code atMost}.
   */
  public Outcome<String> within(Duration atMost) throws InterruptedException {
    // No CompletableFuture: the first one fixes how many threads the JVM's common pool has.
    FutureTask<Outcome<String>> answer = new FutureTask<>(() -> ask(atMost));
    if (!new DaemonThreads().start("pluto-sign-in", answer::run, failure -> {})) {
      return Outcome.tryAgain("no thread can be started", Duration.ZERO);
    }
    try {
      return answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Outcome.tryAgain("no answer for " + atMost.toMillis() / 1000.0 + " s", Duration.ZERO);
    } catch (ExecutionException e) {
      messages.log(CoreMessage.SIGN_IN_FAILED, e);
      return Outcome.tryAgain(String.valueOf(e.getCause()), Duration.ZERO);
    }
  }

  private Outcome<String> ask(Duration atMost) throws InterruptedException {
    try (PlutoApi api = connector.connect()) {
      return new Retry(
              new WakeUp(),
              Patience.limited(Duration.ofDays(1), atMost),
              messages,
              "",
              System::nanoTime)
          .until(api::signIn);
    } catch (KeyUnavailableException e) {
      return Outcome.notSignedIn(Reason.of(e));
    }
  }
}
