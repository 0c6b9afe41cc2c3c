package ai.trainy.pluto;

import ai.trainy.pluto.messages.Messages;
import java.time.Duration;

/** One line on a terminal that tells how far a large upload is, while the end of a run waits. */
final class UploadProgress {
  /** How often it is drawn. */
  static final Duration PERIOD = Duration.ofMillis(200);

  /** Less than this is up before anybody would wonder. */
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

  /** Takes the line away. */
  void end() {
    if (shown) {
      messages.erase();
    }
  }
}
