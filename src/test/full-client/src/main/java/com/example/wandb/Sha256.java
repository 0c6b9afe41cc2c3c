package com.example.wandb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Copies and digests at once, so that the digest is of what was copied. */
final class Sha256 {

  private Sha256() {}

  /** Returns the digest of what was copied, in hexadecimal. */
  static String copy(InputStream from, Path to) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(from, digest);
        OutputStream out = Files.newOutputStream(to)) {
      in.transferTo(out);
    }
    return String.format("%064x", new BigInteger(1, digest.digest()));
  }
}
