package ai.trainy.pluto.endtoend.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints in every way there is while a run is open, and what nobody should see. Arguments: how many
 * threads print at the end, how many lines each; and "wait" to wait to be killed then.
 */
public final class Prints {
  private static final int LARGE = 200_000;

  private Prints() {}

  public static void main(String[] args) throws Exception {
    System.out.println("before the run");
    PrintStream kept = System.out;
    Run run = Wandb.init(InitOptions.builder().project("prints").id("prints01").build());
    run.log(Map.of("loss", 1.0), 0);

    System.out.println("to stdout");
    System.err.println("to stderr");
    System.out.print("half ");
    System.out.println("and half");
    System.out.println();
    System.out.print("lines\nin one\nwrite\n");
    System.out.printf("%s %d\r\n", "carriage", 13);
    System.out.println("Grüße, \u4f60\u597d, \ud83e\udd89");
    System.out.println("\u001b[32mgreen\u001b[0m");
    System.out.println("api_key=0123456789abcdef and more");

    PrintStream swapped = new PrintStream(new Doubling(kept), true, UTF_8);
    System.setOut(swapped);
    System.out.println("through a stream of the program's own");
    kept.println("through the stream that was there before");
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    System.out.println("into a buffer, which is not printed");
    System.setOut(kept);

    FileOutputStream raw = new FileOutputStream(FileDescriptor.out);
    raw.write("raw array\n".getBytes(UTF_8));
    raw.write("..raw part\n..".getBytes(UTF_8), 2, 9);
    for (byte one : "raw bytes\n".getBytes(UTF_8)) {
      raw.write(one);
    }
    raw.write(new byte[] {(byte) 0xff, 0, (byte) 0xfe, 'x', '\n'});
    System.out.println("x".repeat(LARGE));

    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < Integer.parseInt(args[0]); t++) {
      String name = "thread " + t + " line ";
      int lines = Integer.parseInt(args[1]);
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < lines; i++) {
                  System.out.println(name + i);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("the last line");
    if (args.length > 2) {
      Thread.sleep(600_000);
    }
    System.out.print("never ended");
    run.finish();
    System.out.println();
    System.out.println("after the run");
  }

  /** Writes each byte on its own, as some loggers' streams do. */
  private static final class Doubling extends OutputStream {
    private final OutputStream to;

    Doubling(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int one) {
      try {
        to.write(one);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
