package ai.trainy.pluto.route;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Marks a name that was changed: {@code ~} and 12 hexadecimal digits of the SHA-256 of the original
 * at its end. The same original has the same mark in every process.
 */
final class NameHash {
  /** How long the mark is; ASCII, so characters and bytes. */
  static final int LENGTH = 13;

  private static final int HASHED_BYTES = 6;
  private static final int CHUNK_CHARS = 4096;

  private NameHash() {}

  /** Returns {@code text} with the mark of {@code original} behind it. */
  static String append(String text, String original) {
    StringBuilder marked = new StringBuilder(text.length() + LENGTH).append(text).append('~');
    byte[] hash = sha256(original);
    for (int i = 0; i < HASHED_BYTES; i++) {
      marked
          .append(Character.forDigit(hash[i] >> 4 & 0xF, 16))
          .append(Character.forDigit(hash[i] & 0xF, 16));
    }
    return marked.toString();
  }

  /** Returns whether a name ends like one that was changed. */
  static boolean endsIn(String name) {
    int mark = name.length() - LENGTH;
    if (mark < 0 || name.charAt(mark) != '~') {
      return false;
    }
    for (int i = mark + 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Hashes the UTF-16 units: in UTF-8, all lone surrogates are the same. */
  private static byte[] sha256(String text) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
    byte[] chunk = new byte[2 * Math.min(text.length(), CHUNK_CHARS)];
    for (int from = 0; from < text.length(); from += CHUNK_CHARS) {
      int to = Math.min(from + CHUNK_CHARS, text.length());
      int length = 0;
      for (int i = from; i < to; i++) {
        chunk[length++] = (byte) (text.charAt(i) >> 8);
        chunk[length++] = (byte) text.charAt(i);
      }
      digest.update(chunk, 0, length);
    }
    return digest.digest();
  }
}
