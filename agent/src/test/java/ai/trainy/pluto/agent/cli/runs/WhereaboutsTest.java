package ai.trainy.pluto.agent.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.upload.Account;
import ai.trainy.pluto.upload.Belonging;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
  private static final Path RUN = Path.of("/state/orbit-lab/run 1");

  @Test
  void aServerOfOneMachineIsNamedByItsHost() {
    assertThat(advice(Belonging.OTHER_SERVER, at("PLUTO_HOST", "lab").withOrganization("acme"), 1))
        .isEqualTo(
            "1 run belongs to acme at http://lab:3001. To upload it there: PLUTO_HOST=lab java -jar"
                + " pluto-wandb-agent.jar sync '/state/orbit-lab/run 1'. To upload it to the server"
                + " of this environment as a new run: java -jar pluto-wandb-agent.jar sync"
                + " --to-this-server '/state/orbit-lab/run 1'");
  }

  @Test
  void anyOtherServerIsNamedByItsServices() {
    assertThat(advice(Belonging.OTHER_SERVER, at("PLUTO_URL_API", "http://a:1"), 2))
        .startsWith("2 runs belong to http://a:1. To upload them there: PLUTO_URL_API=http://a:1")
        .contains(
            "PLUTO_URL_INGEST=https://pluto-ingest.trainy.ai PLUTO_URL_PY=https://pluto-py.trainy.ai"
                + " java -jar");
  }

  @Test
  void theServerOfThoseWhoSetNothingIsReachedBySettingNothing() {
    assertThat(advice(Belonging.OTHER_SERVER, at("PLUTO_DIR", "/x"), 1))
        .contains("there: unset PLUTO_HOST and PLUTO_URL_*; java -jar");
  }

  @Test
  void otherKeysAndOrganizationsAreNamed() {
    Destination lab = at("PLUTO_HOST", "lab");
    assertThat(advice(Belonging.OTHER_ORGANIZATION, lab.withOrganization("acme"), 1))
        .contains(", with a key of acme. To");
    assertThat(advice(Belonging.OTHER_KEY, lab, 1))
        .startsWith("1 run belongs to http://lab:3001 (another key). To upload it there: ");
    assertThat(advice(Belonging.UNKNOWN, Destination.UNKNOWN, 1))
        .startsWith("1 run does not say which server it belongs to. To upload it to the server of")
        .endsWith("sync --to-this-server '/state/orbit-lab/run 1'");
  }

  private static String advice(Belonging belonging, Destination destination, long runs) {
    return Whereabouts.advice(belonging, destination, runs, RUN);
  }

  private static Destination at(String variable, String value) {
    Settings settings = new Settings(Wandb.options(null), Map.of(), Map.of(variable, value));
    return Account.destination(settings, Optional.empty());
  }
}
