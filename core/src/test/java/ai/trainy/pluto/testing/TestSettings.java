package ai.trainy.pluto.testing;

import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import java.util.Map;

/** Settings from an environment of a test's own. */
public final class TestSettings {
  private TestSettings() {}

  /** Settings of a JVM whose environment is {@code variables} and nothing else. */
  public static Settings of(Map<String, String> variables) {
    return new Settings(new AgentOptions("", Tracker.CLIENT), Map.of(), variables);
  }
}
