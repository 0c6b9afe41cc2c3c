package ai.trainy.pluto.upload;

import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Machine;
import java.util.function.Supplier;

/**
 * What uploads with one key have in common, whichever run they are of: the settings, whom to tell,
 * the key's name, the runs that were uploaded with it, and how to wait. Safe for use by several
 * threads.
 */
public final class UploadContext {
  private final Settings settings;
  private final Notices notices;
  private final String key;
  private final Supplier<Signal> signals;
  private final KnownRuns known = new KnownRuns();

  /**
   * @param key for messages: what key is signed in with
   */
  public UploadContext(Settings settings, Notices notices, String key) {
    this(settings, notices, key, new DaemonThreads());
  }

  /** The same on a machine of its own. */
  public UploadContext(Settings settings, Notices notices, String key, Machine machine) {
    this(settings, notices, key, () -> new Signal(machine));
  }

  UploadContext(Settings settings, Notices notices, String key, Supplier<Signal> signals) {
    this.settings = settings;
    this.notices = notices;
    this.key = key;
    this.signals = signals;
  }

  Settings settings() {
    return settings;
  }

  Notices notices() {
    return notices;
  }

  /** What key is signed in with, for messages. */
  String key() {
    return key;
  }

  /** The runs of this key, which a fork may name as its parent. */
  KnownRuns known() {
    return known;
  }

  /** Returns what the upload of one run waits by. */
  Signal newSignal() {
    return signals.get();
  }
}
