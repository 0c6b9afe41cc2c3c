package ai.trainy.pluto.transport.text;

import java.text.Normalizer.Form;

/** Has the method of {@code java.text.Normalizer} that OkHttp calls. */
public final class Normalizer {
  private static final int ASCII_END = 0x80;

  private Normalizer() {}

  public static String normalize(CharSequence text, Form form) {
    // Every form leaves it as it is.
    return isAscii(text) ? text.toString() : java.text.Normalizer.normalize(text, form);
  }

  private static boolean isAscii(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= ASCII_END) {
        return false;
      }
    }
    return true;
  }
}
