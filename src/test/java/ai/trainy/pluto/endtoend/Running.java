package ai.trainy.pluto.endtoend;

import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A program that does not end by itself; killed at the latest when the test ends. */
public final class Running implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  Running(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Waits until it has printed {@code text}. */
  public void awaitOutput(String text) {
    Await.until(() -> "'" + text + "' from " + this, () -> read(out).contains(text) || !isAlive());
    if (!read(out).contains(text)) {
      throw new AssertionError("it ended: " + this);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The processes it started, and theirs. */
  Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  String stdout() {
    return read(out);
  }

  String stderr() {
    return read(err);
  }

  /** SIGTERM; returns once it has ended. */
  public Jvm.Ended terminate() {
    process.destroy();
    return new Jvm.Ended(process.onExit().join().exitValue(), read(out), read(err));
  }

  /** Returns once it has ended by itself. */
  Jvm.Ended awaitEnd() {
    Await.until(this::toString, () -> !isAlive());
    return new Jvm.Ended(process.exitValue(), read(out), read(err));
  }

  /** kill -9, where the system has that. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  private static String read(Path file) {
    try {
      return Jvm.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return "stdout:\n" + read(out) + "\nstderr:\n" + read(err);
  }
}
