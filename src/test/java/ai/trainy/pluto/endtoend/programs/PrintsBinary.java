package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.util.Map;

/**
 * Prints what no log is made of while a run is open: colours, a bar that moves, every byte there
 * is, and so much without a line feed. Argument: how many MiB.
 */
public final class PrintsBinary {
  private static final int MEBIBYTE = 1 << 20;

  private PrintsBinary() {}

  public static void main(String[] args) {
    Run run = Wandb.init(InitOptions.builder().project("binary").id("binary01").build());
    run.log(Map.of("loss", 1.0), 0);
    System.out.println("\u001b[1;31mGr\u00fc\u00dfe\u001b[0m");
    System.out.print("\r 50 %\r100 %\n");
    byte[] every = new byte[MEBIBYTE];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    System.out.write(every, 0, 256);
    System.out.println();
    for (int i = 0; i < every.length; i++) {
      every[i] = every[i] == '\n' ? 0 : every[i];
    }
    for (int i = Integer.parseInt(args[0]); i > 0; i--) {
      System.out.write(every, 0, every.length);
    }
    System.out.println();
    run.finish();
    System.out.println("after the run");
  }
}
