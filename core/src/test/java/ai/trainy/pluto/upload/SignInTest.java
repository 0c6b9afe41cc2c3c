package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.Told;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Whether the key is accepted, asked while somebody waits. */
class SignInTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final FakePluto server = new FakePluto();
  private final Told told = new Told();

  private SignIn signIn(Connector connector) {
    return new SignIn(connector, told.messages());
  }

  @Test
  void aKeyThatTheServerKnowsIsAccepted() throws Exception {
    assertThat(signIn(() -> server).within(LONG).isAccepted()).isTrue();
    assertThat(server.closed()).isEqualTo(1);
  }

  @Test
  void aRefusalThatPassesIsNone() throws Exception {
    server.failNext(Call.SIGN_IN, Outcome.notSignedIn("Key not found"));

    assertThat(signIn(() -> server).within(LONG).isAccepted()).isTrue();
  }

  @Test
  void aKeyThatIsRefusedIsSoWithTheReason() throws Exception {
    server.failAlways(Call.SIGN_IN, Outcome.notSignedIn("Key not found"));

    Outcome<String> answer = signIn(() -> server).within(LONG);

    assertThat(answer.kind()).isEqualTo(Outcome.Kind.NOT_SIGNED_IN);
    assertThat(answer.why()).isEqualTo("Key not found");
  }

  @Test
  void noKeyIsNotSignedIn() throws Exception {
    Credential none = Credential.none("there is no key");
    Outcome<String> answer =
        signIn(
                () -> {
                  none.get();
                  return server;
                })
            .within(LONG);

    assertThat(answer.kind()).isEqualTo(Outcome.Kind.NOT_SIGNED_IN);
    assertThat(answer.why()).isEqualTo("there is no key");
  }

  @Test
  void aServerThatIsSilentOrAwayOrBrokenIsNoRefusal() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Outcome<String> silent =
        signIn(
                () -> {
                  never.await();
                  return server;
                })
            .within(Duration.ofMillis(50));
    server.failAlways(Call.SIGN_IN, Outcome.tryAgain("status 503", Duration.ZERO));
    Outcome<String> away = signIn(() -> server).within(Duration.ofMillis(50));
    Outcome<String> broken =
        signIn(
                () -> {
                  throw new IllegalStateException("ours");
                })
            .within(LONG);
    never.countDown();

    assertThat(silent.kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(away.kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(broken.kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(told.lines()).isEmpty();
  }
}
