package ai.trainy.pluto.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The process's own stderr, whatever the program has made of {@link System#err}. */
final class Stderr {
  /** Never closed: descriptor 2 is the program's. Null where it may not be written to. */
  private final OutputStream descriptor;

  private Stderr(OutputStream descriptor) {
    this.descriptor = descriptor;
  }

  /** Opens it, or one that says nothing where a security manager forbids that. */
  static Stderr open() {
    try {
      return new Stderr(new FileOutputStream(FileDescriptor.err));
    } catch (RuntimeException notPermitted) {
      return new Stderr(null);
    }
  }

  /** Says it in one line. */
  void say(String what) {
    if (descriptor == null) {
      return;
    }
    try {
      descriptor.write(("pluto: " + what + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException closed) {
      // A program without a stderr has nobody to be told.
    }
  }
}
