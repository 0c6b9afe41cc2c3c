package ai.trainy.pluto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.settings.Client;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CredentialTest {
  private final Deque<String> answers = new ArrayDeque<>();
  private final AtomicLong now = new AtomicLong();
  private final Credential credential = Credential.in(this::answer, Client.NONE, now::get);

  @Test
  void aKeyringThatDidNotAnswerIsAskedAgainAfterAMinute() throws Exception {
    assertThatThrownBy(credential::get)
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessage(
            "could not get the key in the keyring of this system (it is locked). Sign in again"
                + " ('login') or set PLUTO_API_KEY");

    answers.add("mlpi_secret\n");
    now.set(Credential.FAILURE_HOLDS.toNanos() - 1);
    assertThatThrownBy(credential::get).isInstanceOf(KeyUnavailableException.class);
    now.incrementAndGet();
    assertThat(credential.get().value()).isEqualTo("mlpi_secret");
  }

  @Test
  void whatIsNoKeyIsRefusedAndNotShown() {
    answers.add("mlpi_secret \u00e9");

    assertThatThrownBy(credential::get)
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessageContaining("the key in the keyring of this system holds characters")
        .hasMessageNotContaining("secret");
  }

  @Test
  void namesItsSourceAndNeverTheKey() throws Exception {
    answers.addAll(List.of("mlpi_secret"));
    credential.get();

    assertThat(credential).hasToString("the key in the keyring of this system");
    assertThat(Credential.of(ApiKey.of("mlpi_secret", "PLUTO_API_KEY")))
        .hasToString("the key in PLUTO_API_KEY");
  }

  private String answer() throws KeyUnavailableException {
    if (answers.isEmpty()) {
      throw new KeyUnavailableException("it is locked");
    }
    return answers.remove();
  }
}
