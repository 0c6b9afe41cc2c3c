package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** Saves large files while it logs. Arguments: how many files, how many bytes each. */
public final class Checkpoints {
  private static final int PIECE = 1 << 16;

  private Checkpoints() {}

  public static void main(String[] args) throws Exception {
    int files = Integer.parseInt(args[0]);
    int bytes = Integer.parseInt(args[1]);
    InitOptions options = InitOptions.builder().project("large").id("large001").build();
    try (Run run = Wandb.init(options)) {
      for (int i = 0; i < files; i++) {
        Path file = write(Path.of("checkpoint-" + i + ".bin"), bytes, i);
        run.log(Map.of("loss", 1.0 / (i + 1)));
        run.save(file);
        // What was saved is what it was then.
        Files.delete(file);
      }
      System.out.println("saved");
    }
    System.out.println("done");
  }

  /** The same numbers always give the same bytes. */
  public static Path write(Path file, int bytes, int seed) throws Exception {
    Random random = new Random(seed);
    byte[] piece = new byte[PIECE];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int left = bytes; left > 0; left -= piece.length) {
        random.nextBytes(piece);
        out.write(piece, 0, Math.min(left, piece.length));
      }
    }
    return file;
  }
}
