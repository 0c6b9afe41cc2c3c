package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.Artifact;
import ai.trainy.pluto.Histogram;
import ai.trainy.pluto.Image;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.Table;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What one call costs its thread, by the kind of what is logged: the time until it returns and what
 * it allocates, making of the value included. Offline: nothing is uploaded beside it.
 *
 * <p>Argument: the size of the largest file in GB. It is sparse, its copy need not be: so much disk
 * has to be free. Without one there is none.
 */
public final class KindsBenchmark {
  private static final int SIDE = 512;
  private static final int ROWS = 1_000;
  private static final int SAMPLES = 10_000;
  private static final int KEYS = 100;
  private static final int FILES = 10;
  private static final int MEGABYTE = 1 << 20;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double PERCENT_99 = 0.99;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Random random = new Random(1);
  private final Path directory;
  private final Run run;

  private KindsBenchmark(Path directory, Run run) {
    this.directory = directory;
    this.run = run;
  }

  private interface Call {
    void call(int number) throws IOException;
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("pluto-benchmark");
    String unlimited =
        "mode=offline,journal.limit.megabytes=100000,files.limit.megabytes=100000,"
            + "disk.limit.megabytes=200000,slow.write.milliseconds=60000";
    try (LoopbackPluto pluto = new LoopbackPluto(unlimited)) {
      Run run = pluto.init();
      System.out.printf("%-28s %12s %12s %14s%n", "", "p50, us", "p99, us", "bytes a call");
      KindsBenchmark kinds = new KindsBenchmark(directory, run);
      kinds.values();
      kinds.files();
      if (arguments.length > 0) {
        kinds.largeFile(Long.parseLong(arguments[0]));
      }
      if (run.ledger().refused() > 0) {
        throw new IllegalStateException(run.ledger().refused() + " refused: " + pluto.said());
      }
      run.finish();
    } finally {
      Directories.remove(directory);
    }
  }

  private void values() throws IOException {
    Map<String, Object> number = new LinkedHashMap<>(Map.of("loss", 0.5));
    measure("number", 100_000, i -> run.log(number, i));
    Map<String, Object> ten = TenMetrics.map();
    measure("row of 10 numbers", 100_000, i -> run.log(ten, i));
    measure("string, a new one each time", 20_000, i -> run.log(Map.of("phase", "at " + i), i));
    Map<String, Object> same = Map.of("phase", "warm-up");
    measure("string, the same", 20_000, i -> run.log(same, i));
    double[] samples = random.doubles(SAMPLES).toArray();
    measure(
        "histogram of 10,000 samples",
        5_000,
        i -> run.log(Map.of("weights", Histogram.of(samples)), i));
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(List.of(i, "owl " + i, random.nextDouble(), i % 2 == 0, "a text of some words"));
    }
    List<String> columns = List.of("id", "name", "score", "right", "remark");
    measure(
        "table of 1,000 rows of 5", 500, i -> run.log(Map.of("table", Table.of(columns, rows)), i));
    Map<String, Object> config = new LinkedHashMap<>();
    measure(
        "config of 100 keys",
        5_000,
        i -> {
          for (int key = 0; key < KEYS; key++) {
            config.put("key" + key, i + key);
          }
          run.updateConfig(config);
        });
  }

  private void files() throws IOException {
    int[][][] pixels = new int[SIDE][SIDE][3];
    for (int[][] row : pixels) {
      for (int[] pixel : row) {
        Arrays.setAll(pixel, channel -> random.nextInt(256));
      }
    }
    measure("image of 512 x 512, noise", 50, i -> run.log(Map.of("i", Image.ofPixels(pixels)), i));
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int shade = (x + y) / 4;
        Arrays.setAll(pixels[y][x], channel -> shade);
      }
    }
    measure("image of 512 x 512, even", 50, i -> run.log(Map.of("i", Image.ofPixels(pixels)), i));
    Path file = file("image.png", MEGABYTE);
    measure("image file of 1 MB", 100, i -> run.log(Map.of("file", Image.of(file)), i));
    Artifact artifact = new Artifact("model");
    for (int i = 0; i < FILES; i++) {
      artifact.addFile(file("part" + i, MEGABYTE));
    }
    measure("artifact of 10 files of 1 MB", 20, i -> run.logArtifact(artifact));
  }

  private void largeFile(long gigabytes) throws IOException {
    Path large = directory.resolve("large.bin");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(gigabytes << 30);
    }
    print("file of " + gigabytes + " GB", new double[] {micros(i -> run.save(large), 0)}, 0);
  }

  private Path file(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return Files.write(directory.resolve(name), content);
  }

  /** As many calls to warm up, then those that count. */
  private void measure(String kind, int calls, Call call) throws IOException {
    for (int i = 0; i < calls; i++) {
      call.call(i);
    }
    double[] times = new double[calls];
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int i = 0; i < calls; i++) {
      times[i] = micros(call, calls + i);
    }
    long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    print(kind, times, bytes / calls);
  }

  private static double micros(Call call, int number) throws IOException {
    long began = System.nanoTime();
    call.call(number);
    return (System.nanoTime() - began) / NANOS_PER_MICRO;
  }

  private static void print(String kind, double[] times, long bytes) {
    Arrays.sort(times);
    System.out.printf(
        "%-28s %,12.2f %,12.2f %,14d%n",
        kind, times[times.length / 2], times[(int) (times.length * PERCENT_99)], bytes);
  }
}
