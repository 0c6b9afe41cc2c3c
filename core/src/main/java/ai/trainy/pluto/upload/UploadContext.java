package ai.trainy.pluto.upload;

import ai.trainy.pluto.messages.Messages;
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
  private final Messages messages;
  private final String key;
  private final Supplier<WakeUp> wakeUps;
  private final RunIds known = new RunIds();

  /**
   * @param key for messages: what key is signed in with
   */
  public UploadContext(Settings settings, Messages messages, String key) {
    this(settings, messages, key, new DaemonThreads());
  }

  /** The same on a machine of its own. */
  public UploadContext(Settings settings, Messages messages, String key, Machine machine) {
    this(settings, messages, key, () -> new WakeUp(machine));
  }

  UploadContext(Settings settings, Messages messages, String key, Supplier<WakeUp> wakeUps) {
    this.settings = settings;
    this.messages = messages;
    this.key = key;
    this.wakeUps = wakeUps;
  }

  Settings settings() {
    return settings;
  }

  Messages messages() {
    return messages;
  }

  /** What key is signed in with, for messages. */
  String key() {
    return key;
  }

  /** The runs of this key, which a fork may name as its parent. */
  RunIds known() {
    return known;
  }

  /** Returns what the upload of one run waits by. */
  WakeUp newWakeUp() {
    return wakeUps.get();
  }
}
