package ai.trainy.pluto.testing;

import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.upload.Account;
import java.util.Map;
import java.util.Optional;

/** Where runs of tests belong. */
public final class Destinations {
  private Destinations() {}

  /** The server of settings that name none, and the organization that {@link FakePluto} has. */
  public static Destination fake() {
    return Account.destination(TestSettings.of(Map.of()), Optional.empty())
        .withOrganization(FakePluto.ORGANIZATION);
  }
}
