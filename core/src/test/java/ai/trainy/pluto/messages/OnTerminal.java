package ai.trainy.pluto.messages;

import java.io.OutputStream;

/** Notices as they are where somebody looks on. */
public final class OnTerminal {
  private OnTerminal() {}

  public static Messages of(OutputStream screen) {
    return new Messages(screen, () -> true);
  }
}
