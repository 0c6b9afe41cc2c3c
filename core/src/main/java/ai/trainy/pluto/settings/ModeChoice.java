package ai.trainy.pluto.settings;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Notice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mode that holds, and why. {@code PLUTO_MODE}, {@code PLUTO_ENABLED} and {@code
 * PLUTO_DISABLED} all speak of it: one that says off is enough. Where none of them is set, it
 * counts if the client is to log nowhere: no tracking at all includes Pluto.
 */
final class ModeChoice {
  private final Mode mode;
  private final String reason;
  private final @Nullable Notice notice;

  private ModeChoice(Mode mode, String reason, @Nullable Notice notice) {
    this.mode = mode;
    this.reason = reason;
    this.notice = notice;
  }

  /**
   * @param isUnclear whether a value cannot be used that says where data goes, or whether it does
   */
  static ModeChoice of(Settings settings, boolean isUnclear) {
    Map<Setting, String> off = new LinkedHashMap<>();
    List<String> on = new ArrayList<>();
    for (Setting setting : List.of(Setting.MODE, Setting.ENABLED, Setting.DISABLED)) {
      String value = settings.text(setting).orElseThrow();
      String said = settings.source(setting) + " is " + value;
      if (isOff(setting, value)) {
        off.put(setting, said);
      } else if (settings.isGiven(setting)) {
        on.add(said);
      }
    }
    if (!off.isEmpty()) {
      String reason = off.values().iterator().next();
      return new ModeChoice(
          Mode.DISABLED,
          reason,
          on.isEmpty()
              ? null
              : Notice.of(CoreMessage.MODES_DISAGREE, reason, String.join(" and ", on)));
    }
    if (isUnclear) {
      return new ModeChoice(Mode.OFFLINE, "a setting cannot be used", null);
    }
    if (on.isEmpty() && settings.unwanted().isPresent()) {
      String reason = settings.unwanted().get();
      return new ModeChoice(
          Mode.DISABLED,
          reason,
          Notice.of(CoreMessage.OFF_BY_CLIENT, reason, Setting.MODE.variable()));
    }
    Mode asked = Mode.of(settings.text(Setting.MODE).orElseThrow()).orElseThrow();
    return new ModeChoice(asked, settings.source(Setting.MODE) + " is " + asked.text(), null);
  }

  private static boolean isOff(Setting setting, String value) {
    return setting == Setting.MODE
        ? Mode.of(value).equals(Optional.of(Mode.DISABLED))
        : Switch.of(value).equals(Optional.of(setting == Setting.DISABLED));
  }

  Mode mode() {
    return mode;
  }

  /** What was set, in a few words such as "PLUTO_MODE is off". */
  String reason() {
    return reason;
  }

  /** A line for people, if it is not obvious from one setting. */
  Optional<Notice> notice() {
    return Optional.ofNullable(notice);
  }
}
