package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.Artifact;
import com.example.wandb.Audio;
import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Logs values that cannot be what was meant, each beside a number that can. */
public final class Malformed {
  private static int row;

  private Malformed() {}

  /** Like a client's own, but nobody checks it. */
  public static final class Table {
    public List<String> columns() {
      return List.of("a", "b");
    }

    public List<List<Object>> rows() {
      return List.of(List.of(1, 2), List.of(3));
    }
  }

  public static final class Histogram {
    public long[] counts() {
      return new long[0];
    }

    public double[] edges() {
      return new double[] {1};
    }
  }

  public static final class Image {
    private final Object path;
    private final Object pixels;

    Image(Object path, Object pixels) {
      this.path = path;
      this.pixels = pixels;
    }

    public Object path() {
      return path;
    }

    public Object pixels() {
      return pixels;
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  /** Has no text, no number, nothing. */
  public static final class Hostile {
    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  public static void main(String[] args) throws Exception {
    Path empty = Files.createFile(Path.of("empty.png"));
    Path directory = Files.createDirectory(Path.of("folder"));
    Map<String, Object> endless = new HashMap<>();
    endless.put("me", endless);
    endless.put("and me", endless);
    InitOptions options = InitOptions.builder().project("malformed").id("malform1").build();
    try (Run run = Wandb.init(options)) {
      log(run, "missing file", new Image(Path.of("no-such.png"), null));
      log(run, "empty file", new Image(empty, null));
      log(run, "directory", new Image(directory, null));
      log(run, "zero width", new Image(null, new int[3][0]));
      log(run, "ragged image", new Image(null, new int[][] {{1}, {1, 2}}));
      log(run, "ragged table", new Table());
      log(run, "one edge", new Histogram());
      log(run, "endless map", endless);
      log(run, "long text", "x".repeat(10_000_000));
      log(run, "hostile", new Hostile());
      log(run, "hostile list", new ArrayList<>(Collections.nCopies(2, new Hostile())));
      log(run, "silence", Map.of("s", new float[0]));
      log(run, "n".repeat(5_000), 1);
      log(run, "../up/./and//down..", Audio.of(new byte[] {1}, "wav"));
      quietly(() -> run.save("no-such-file"));
      quietly(() -> run.save(directory));
      quietly(() -> run.save("*.none"));
      String deep = "deep/".repeat(1_000) + "e";
      quietly(() -> run.logArtifact(new Artifact("best", "t").addFile(empty, deep)));
    }
    System.out.println("done");
  }

  private static void log(Run run, String name, Object value) {
    Map<String, Object> values = new HashMap<>();
    values.put(name, value);
    values.put("loss", row);
    long step = row++;
    quietly(() -> run.log(values, step));
  }

  /** The full client does not take some of these itself. */
  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | StackOverflowError e) {
      System.out.println(e.getClass().getSimpleName());
    }
  }
}
