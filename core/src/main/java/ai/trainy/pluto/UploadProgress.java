package ai.trainy.pluto;

import ai.trainy.pluto.notice.Notices;
import java.time.Duration;

/** One line on a terminal that tells how far a large upload is, while the end of a run waits. */
final class UploadProgress {
  /** How often it is drawn. */
  static final Duration PERIOD = Duration.ofMillis(200);

  /** Less than this is up before anybody would wonder. */
  private static final long LARGE = 10L << 20;

  private final long total;
  private final Notices notices;
  private final boolean shown;

  /**
   * @param total bytes that wait for upload now
   */
  UploadProgress(long total, Notices notices) {
    this.total = total;
    this.notices = notices;
    this.shown = total >= LARGE && notices.canDraw();
  }

  boolean isShown() {
    return shown;
  }

  /**
   * @param left bytes that still wait
   */
  void show(long left) {
    notices.draw(Math.max(total - left, 0), total, (total >> 20) + " MB", "uploading files");
  }

  /** Takes the line away. */
  void end() {
    if (shown) {
      notices.erase();
    }
  }
}
