package com.wandb.client;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Takes the place of {@code System.out} while a run is open. Keeps what is printed until the line
 * ends or somebody flushes, then passes it on to the stream it replaced.
 */
final class ConsoleOutput extends OutputStream {

  private final PrintStream original;
  private final PrintStream replacement;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private ConsoleOutput(PrintStream original) {
    this.original = original;
    this.replacement = new PrintStream(this, false, consoleCharset());
  }

  static ConsoleOutput install() {
    ConsoleOutput console = new ConsoleOutput(System.out);
    System.setOut(console.replacement);
    return console;
  }

  void uninstall() {
    replacement.flush();
    System.setOut(original);
  }

  @Override
  public synchronized void write(int b) {
    line.write(b);
    if (b == '\n') {
      flush();
    }
  }

  @Override
  public synchronized void flush() {
    original.write(line.toByteArray(), 0, line.size());
    original.flush();
    line.reset();
  }

  /** The bytes are passed on as they are, so text must be encoded as the original would have. */
  private static Charset consoleCharset() {
    String stdoutEncoding = System.getProperty("stdout.encoding");
    return stdoutEncoding == null ? Charset.defaultCharset() : Charset.forName(stdoutEncoding);
  }
}
