package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulated world proves itself: bugs that are put into the product on purpose are found. */
class SeededBugsTest {
  private static final Path SOURCES = Path.of("src/main/java/ai/trainy/pluto");

  @TempDir Path directory;

  /** A change to one of our classes, and within how many seeds it is found. */
  enum Bug {
    ACKNOWLEDGED_BEFORE_ITS_ROWS_ARE_ANSWERED(
        "upload/Delivery",
        "Outcome<?> outcome = batches.send(batch, this::acknowledge);",
        "acknowledge(batch.end()); Outcome<?> outcome = batches.send(batch, this::acknowledge);",
        100),
    A_LOST_WAKE_UP_IN_A_LANE(
        "threads/Lane",
        "queue(this, Duration.ZERO);\n          haveThread();",
        "queue(this, Duration.ZERO);",
        200),
    A_SIGNAL_THAT_WAKES_NOBODY("upload/Signal", "    woken.run();\n", "", 200),
    A_RESEND_TO_ANOTHER_RUN(
        "upload/MetricsUpload",
        "() -> api.sendMetrics(run, block),",
        "() -> { RunHandle to = failed == null ? run : failed;"
            + " Outcome<Void> answer = api.sendMetrics(to, block);"
            + " failed = answer.isAccepted() ? null : run; return answer; },",
        "private final PlutoApi api;",
        "private static RunHandle failed; private final PlutoApi api;",
        50),
    A_NO_THAT_BLOCKS_WHAT_FOLLOWS(
        "upload/MetricsUpload",
        "return Verdict.REFUSED;",
        "stopped = Outcome.tryAgain(\"no\", Duration.ZERO); return Verdict.STOPPED;",
        50),
    A_HEARTBEAT_THAT_STOPS_WITH_THE_UPLOAD(
        "upload/Uploader",
        "!heartbeat.beat(() -> status.unlessSent(() -> api.resume(run)))",
        "!persistence.isFailing() && !heartbeat.beat(() -> {})",
        200),
    A_FORGOTTEN_FINAL_STATUS(
        "upload/FinalStatus",
        "return outcome;\n  }\n\n  private Outcome<Void> sendAnew(",
        "known.open(); return Outcome.accepted(null);\n  }\n\n  private Outcome<Void> sendAnew(",
        50),
    A_BATCH_COUNTED_TWICE("upload/MetricsUpload", "      taken = 0;\n", "", 50),
    A_CALLER_THAT_TOUCHES_A_DISK_THAT_HANGS(
        "journal/Journal", "!attended || health.isWell(now)", "true", 50),
    A_WRITER_THAT_IS_NOT_WOKEN(
        "journal/Backlog", "wake();\n    return Taken.YES", "return Taken.YES", 50);

    private final Path source;
    private final List<String> changes;
    private final int seeds;

    Bug(String source, String from, String to, int seeds) {
      this(source, from, to, from, to, seeds);
    }

    Bug(String source, String from, String to, String alsoFrom, String alsoTo, int seeds) {
      this.source = SOURCES.resolve(source + ".java");
      this.changes = List.of(from, to, alsoFrom, alsoTo);
      this.seeds = seeds;
    }

    private String changed() throws IOException {
      String text = Files.readString(source);
      for (int i = 0; i < (changes.get(0).equals(changes.get(2)) ? 2 : 4); i += 2) {
        assertThat(text).contains(changes.get(i));
        text = text.replace(changes.get(i), changes.get(i + 1));
      }
      return text;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFound(Bug bug) throws Exception {
    Path changed = Files.writeString(directory.resolve(bug.source.getFileName()), bug.changed());
    Path classes = Files.createDirectory(directory.resolve("classes"));
    String path = System.getProperty("java.class.path");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-d",
                "" + classes,
                "-cp",
                path,
                "" + changed);
    assertThat(failed).isZero();
    try (OursAnew ours = new OursAnew(classes, path)) {
      Class<?> simulation = ours.loadClass(Simulation.class.getName());
      Constructor<?> make = simulation.getDeclaredConstructor(long.class, Path.class);
      Method play = simulation.getDeclaredMethod("play");
      make.setAccessible(true);
      play.setAccessible(true);
      Path worlds = Files.createDirectory(directory.resolve("worlds"));
      for (int seed = 1; seed <= bug.seeds; seed++) {
        try {
          play.invoke(make.newInstance((long) seed, worlds));
        } catch (InvocationTargetException e) {
          assertThat(e.getCause()).isInstanceOf(AssertionError.class);
          System.out.println(bug + ": seed " + seed + ": " + e.getCause().getMessage());
          return;
        }
      }
    }
    throw new AssertionError(bug + " is not found within " + bug.seeds + " seeds");
  }

  /** Loads our classes once more, the changed ones before the others. */
  private static final class OursAnew extends URLClassLoader {
    OursAnew(Path changed, String path) throws IOException {
      super(urls(changed, path), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] urls(Path changed, String path) throws IOException {
      List<URL> urls = new ArrayList<>();
      urls.add(changed.toUri().toURL());
      for (String entry : path.split(File.pathSeparator)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
      return urls.toArray(new URL[0]);
    }
  }
}
