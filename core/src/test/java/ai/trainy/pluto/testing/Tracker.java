package ai.trainy.pluto.testing;

import ai.trainy.pluto.settings.Client;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A client that is like real ones, and none of them. */
public final class Tracker implements Client {
  public static final Tracker CLIENT = new Tracker();

  private Tracker() {}

  @Override
  public String name() {
    return "tracker";
  }

  @Override
  public String commandLine() {
    return "tracker-to-pluto";
  }

  @Override
  public Set<String> properties() {
    return Set.of("tracker.off");
  }

  @Override
  public boolean isSwitchedOff(Map<String, String> properties, Map<String, String> environment) {
    return environment.containsKey("TRACKER_OFF") || properties.containsKey("tracker.off");
  }

  @Override
  public Optional<String> unwanted(Map<String, String> environment) {
    return environment.containsKey("NO_TRACKER")
        ? Optional.of("NO_TRACKER is set")
        : Optional.empty();
  }

  @Override
  public Optional<String> projectVariable() {
    return Optional.of("TRACKER_PROJECT");
  }

  @Override
  public Optional<String> keyVariable() {
    return Optional.of("TRACKER_API_KEY");
  }

  @Override
  public boolean isKey(String text) {
    return text.startsWith("trk");
  }

  @Override
  public Set<String> ownKeys() {
    return Set.of("_step", "_tracker");
  }

  @Override
  public String notesKey() {
    return "_tracker_notes";
  }
}
