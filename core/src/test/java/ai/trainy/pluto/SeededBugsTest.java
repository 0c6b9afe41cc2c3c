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

  /**
   * A seed to begin with instead of the one that is known to find the bug, or one shortly before.
   */
  private static final Long FIRST = Long.getLong("world.bugs");

  private static final int WITHIN = FIRST == null ? 10 : 200;

  /** A change to one of our classes, and a seed from which on it is found within 10. */
  enum Bug {
    ACKNOWLEDGED_BEFORE_ITS_ROWS_ARE_ANSWERED(
        1,
        "upload/RunUpload",
        "Outcome<?> outcome = batches.send(batch, this::acknowledge);",
        "acknowledge(batch.end()); Outcome<?> outcome = batches.send(batch, this::acknowledge);"),
    A_LOST_WAKE_UP_IN_A_LANE(
        1,
        "threads/Lane",
        "queue(this, Duration.ZERO);\n          haveThread();",
        "queue(this, Duration.ZERO);"),
    A_SIGNAL_THAT_WAKES_NOBODY(19, "upload/WakeUp", "    woken.run();\n", ""),
    A_RESEND_TO_ANOTHER_RUN(
        2,
        "upload/MetricsUpload",
        "() -> api.sendMetrics(run, block),",
        "() -> { RunHandle to = failed == null ? run : failed;"
            + " Outcome<Void> answer = api.sendMetrics(to, block);"
            + " failed = answer.isAccepted() ? null : run; return answer; },",
        "private final PlutoApi api;",
        "private static RunHandle failed; private final PlutoApi api;"),
    A_NO_THAT_BLOCKS_WHAT_FOLLOWS(
        1,
        "upload/MetricsUpload",
        "return Verdict.REFUSED;",
        "stopped = Outcome.tryAgain(\"no\", Duration.ZERO); return Verdict.STOPPED;"),
    A_HEARTBEAT_THAT_STOPS_WITH_THE_UPLOAD(
        6,
        "upload/Uploader",
        "!heartbeat.beat(() -> status.unlessSent(() -> server().resume(created())))",
        "!retry.isFailing() && !heartbeat.beat(() -> {})"),
    A_FORGOTTEN_FINAL_STATUS(
        2,
        "upload/FinalStatus",
        "return outcome;\n  }\n\n  private Outcome<Void> sendAnew(",
        "known.open(); return Outcome.accepted(null);\n  }\n\n  private Outcome<Void> sendAnew("),
    A_BATCH_COUNTED_TWICE(1, "upload/MetricsUpload", "      taken = 0;\n", ""),
    A_RUN_THAT_IS_LET_GO_OF_AND_NEVER_TAKEN_AGAIN(
        1,
        "upload/Uploader",
        "return end.pause();",
        "return letGo ? Lane.UNTIL_WOKEN : end.pause();"),
    ROWS_THAT_A_RESTART_DROPPED_AND_NOBODY_SENDS_AGAIN(
        40,
        "upload/Resend",
        "held = !recent.isEmpty() || batches.areRowsTaken();",
        "held = false;"),
    AN_ALERT_THAT_MAY_BE_OUT_MAILED_AGAIN(
        5,
        "upload/BatchUpload",
        "return DONE;\n          }\n          return outcome;\n        });\n  }\n}",
        "return Outcome.tryAgain(outcome.why(), Duration.ZERO);"
            + "\n          }\n          return outcome;\n        });\n  }\n}"),
    A_FILE_THAT_STORAGE_DID_NOT_TAKE(
        2,
        "upload/FileUpload",
        "outcome = retry.once(() -> upload(file));",
        "retry.once(() -> upload(file));"),
    AN_ADDRESS_OF_ANOTHER_FILE(
        17, "upload/FileUpload", "answer.value().get(i)", "answer.value().get(0)"),
    A_VALUE_WITHOUT_ROOM_COUNTED_AS_STORED(
        136,
        "Run",
        "catch (JournalFullException e) {\n      ledger.addStored(-values);\n",
        "catch (JournalFullException e) {\n"),
    A_CALLER_THAT_TOUCHES_A_DISK_THAT_HANGS(
        1, "journal/Journal", "!attended || health.isWell(now)", "true"),
    A_WRITER_THAT_IS_NOT_WOKEN(
        1, "journal/Backlog", "wake();\n    return Taken.YES", "return Taken.YES");

    private final Path source;
    private final List<String> changes;
    private final long first;

    Bug(long first, String source, String from, String to) {
      this(first, source, from, to, from, to);
    }

    Bug(long first, String source, String from, String to, String alsoFrom, String alsoTo) {
      this.first = first;
      this.source = SOURCES.resolve(source + ".java");
      this.changes = List.of(from, to, alsoFrom, alsoTo);
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
      long first = FIRST == null ? bug.first : FIRST;
      for (long seed = first; seed < first + WITHIN; seed++) {
        try {
          play.invoke(make.newInstance(seed, worlds));
        } catch (InvocationTargetException e) {
          assertThat(e.getCause()).isInstanceOf(AssertionError.class);
          System.out.println(bug + ": seed " + seed + ": " + e.getCause().getMessage());
          return;
        }
      }
    }
    throw new AssertionError(bug + " is not found within " + WITHIN + " seeds");
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
