package ai.trainy.pluto.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/**
 * Tells whether two keys are the same without keeping either: SHA-256 of a salt and the key, as
 * {@code SALT:HASH}, both hexadecimal. The random part of a key is 96 bits or more, so the hash
 * cannot be searched; the salt keeps two runs of one key from being seen as such.
 */
public final class KeyFingerprint {
  private KeyFingerprint() {}

  /** Returns a fingerprint of the key; another one at each call. */
  public static String of(ApiKey key) {
    // Unique is enough for a salt; a SecureRandom would cost the program's thread some time.
    return withSalt(Long.toHexString(new Random().nextLong()), key);
  }

  /** Returns whether the fingerprint is of this key. */
  public static boolean matches(String fingerprint, ApiKey key) {
    int colon = fingerprint.indexOf(':');
    return colon > 0 && withSalt(fingerprint.substring(0, colon), key).equals(fingerprint);
  }

  private static String withSalt(String salt, ApiKey key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((salt + ":" + key.value()).getBytes(StandardCharsets.UTF_8));
      StringBuilder text = new StringBuilder(salt).append(':');
      for (byte one : hash) {
        text.append(Character.forDigit((one >> 4) & 0xF, 16))
            .append(Character.forDigit(one & 0xF, 16));
      }
      return text.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
