package ai.trainy.pluto;

import ai.trainy.pluto.messages.Messages;
import java.time.Duration;

/** A progress line on a terminal for a large upload, while the end of a run waits. */
final class UploadProgress {
  /** How often the line is updated. */
  static final Duration PERIOD = Duration.ofMillis(200);

  /** Smaller uploads finish before a progress line would be useful. */
  private static final long LARGE = 10L << 20;

  private final long total;
  private final Messages messages;
  private final boolean shown;

  /**
   * @param total bytes that wait for upload now
   */
  UploadProgress(long total, Messages messages) {
    this.total = total;
    this.messages = messages;
    this.shown = total >= LARGE && messages.canDraw();
  }

  boolean isShown() {
    return shown;
  }

  /**
   * @param left bytes that still wait
   */
  void show(long left) {
    messages.draw(Math.max(total - left, 0), total, (total >> 20) + " MB", "uploading files");
  }

  /** Removes the line. */
  void end() {
    if (shown) {
      messages.erase();
    }
  }
}
