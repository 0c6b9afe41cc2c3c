package ai.trainy.pluto.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvocationTest {
  @Test
  void aServerNamedOnTheCommandLineTakesThePlaceOfAnyOther() {
    Invocation invocation =
        new Invocation(
            Map.of("pluto.url.api", "http://one"),
            Map.of("PLUTO_URL_INGEST", "http://two", "PLUTO_HOST", "three"),
            InputStream.nullInputStream(),
            null);

    Settings settings = invocation.settingsWithHost("lab");

    assertThat(settings.url(Setting.URL_API)).isEqualTo("http://lab:3001");
    assertThat(settings.url(Setting.URL_INGEST)).isEqualTo("http://lab:3003");
    assertThat(settings.url(Setting.URL_PY)).isEqualTo("http://lab:3004");
    assertThat(settings.problems()).isEmpty();
    assertThat(invocation.settings().url(Setting.URL_API)).isEqualTo("http://one");
  }
}
