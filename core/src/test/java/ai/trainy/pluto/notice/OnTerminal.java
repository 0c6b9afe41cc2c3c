package ai.trainy.pluto.notice;

import java.io.OutputStream;

/** Notices as they are where somebody looks on. */
public final class OnTerminal {
  private OnTerminal() {}

  public static Notices of(OutputStream screen) {
    return new Notices(screen, () -> true);
  }
}
