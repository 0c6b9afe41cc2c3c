package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Server;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.TestSettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BelongingTest {
  private final Settings here = TestSettings.of(Map.of("PLUTO_HOST", "pluto"));
  private final Server server = Account.server(here);
  private final Optional<ApiKey> key = Optional.of(ApiKey.of("mlpi_one", "a test"));
  private final Optional<ApiKey> otherKey = Optional.of(ApiKey.of("mlpi_two", "a test"));
  private final Destination run = Account.destination(here, key);

  @Test
  void hostAndUrlsOfOneServerAreOne() {
    Settings urls =
        TestSettings.of(
            Map.of(
                "PLUTO_URL_API", "http://PLUTO:3001/",
                "PLUTO_URL_INGEST", "http://pluto:3003",
                "PLUTO_URL_PY", "http://pluto:3004",
                "PLUTO_URL_APP", "http://page.example.com"));

    assertThat(Belonging.of(run, Account.server(urls), key, Optional.empty()))
        .isEqualTo(Belonging.HERE);
  }

  @Test
  void anotherServerIsAnotherWhateverTheKeyAndTheOrganization() {
    Server other = Account.server(TestSettings.of(Map.of()));

    assertThat(Belonging.of(run, other, key, Optional.of("acme")))
        .isEqualTo(Belonging.OTHER_SERVER);
    assertThat(Belonging.of(run.withOrganization("acme"), other, key, Optional.of("acme")))
        .isEqualTo(Belonging.OTHER_SERVER);
  }

  @Test
  void theOrganizationDecidesOnceItIsKnown() {
    Destination acme = run.withOrganization("acme");

    assertThat(Belonging.of(acme, server, otherKey, Optional.of("acme"))).isEqualTo(Belonging.HERE);
    assertThat(Belonging.of(acme, server, key, Optional.of("other")))
        .isEqualTo(Belonging.OTHER_ORGANIZATION);
  }

  @Test
  void theKeyDecidesUntilThen() {
    assertThat(Belonging.of(run, server, key, Optional.of("acme"))).isEqualTo(Belonging.HERE);
    assertThat(Belonging.of(run, server, otherKey, Optional.of("acme")))
        .isEqualTo(Belonging.OTHER_KEY);
    assertThat(Belonging.of(Destination.at(server), server, key, Optional.of("acme")))
        .isEqualTo(Belonging.NO_KEY);
  }

  @Test
  void whatIsOfflineBelongsWhereItWasLoggedFor() {
    Destination offline =
        Account.destination(
            TestSettings.of(Map.of("PLUTO_HOST", "pluto", "PLUTO_MODE", "offline")), key);

    assertThat(Belonging.of(offline, server, key, Optional.empty())).isEqualTo(Belonging.OFFLINE);
    assertThat(Belonging.of(offline, server, otherKey, Optional.empty()))
        .isEqualTo(Belonging.OTHER_KEY);
  }

  @Test
  void withAnAddressThatCannotBeUsedNobodyKnows() {
    Settings unclear = TestSettings.of(Map.of("PLUTO_URL_API", "pluto:3001"));

    assertThat(
            Belonging.of(
                Account.destination(unclear, key), Account.server(unclear), key, Optional.empty()))
        .isEqualTo(Belonging.UNKNOWN);
  }

  @Test
  void goesUpUnaskedOnlyWhereItBelongs() {
    assertThat(Belonging.UNASKED).containsExactly(Belonging.HERE);
    assertThat(Belonging.ASKED)
        .containsExactly(Belonging.HERE, Belonging.OFFLINE, Belonging.NO_KEY);
  }
}
