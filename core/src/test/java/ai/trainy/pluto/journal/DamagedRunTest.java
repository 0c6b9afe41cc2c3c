package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Destinations;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.Recovery;
import ai.trainy.pluto.upload.UploadContext;
import ai.trainy.pluto.upload.UploadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What reaches the server of a run of three segments, left behind and then damaged at any one byte:
 * everything before the damage and everything in the segments after it.
 */
@Execution(ExecutionMode.CONCURRENT)
class DamagedRunTest {
  private static final int SEGMENTS = 3;
  private static final int SEGMENT_BYTES = 200;

  @TempDir Path directory;

  /** The bytes of each segment. */
  private final List<byte[]> segments = new ArrayList<>();

  /** The points in each, and where each of their records ends. */
  private final List<List<String>> points = new ArrayList<>();

  private final List<List<Integer>> ends = new ArrayList<>();

  private final Settings settings =
      TestSettings.of(
          Map.of("PLUTO_API_KEY", "mlpi_secret", "PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1"));

  private int rounds;
  private Told told;

  @BeforeEach
  void writeARun() throws IOException {
    RunStore journals = new RunStore(directory.resolve("whole"));
    RunDirectory run = journals.create(spec(), Destinations.fake());
    try (Journal journal = journal(run)) {
      for (long step = 1; journal.end().segment() <= SEGMENTS; step++) {
        int segment = journal.end().segment();
        journal.append(Records.metric(step));
        if (journal.end().segment() > segment || points.isEmpty()) {
          points.add(new ArrayList<>());
          ends.add(new ArrayList<>());
        }
        points.get(points.size() - 1).add("loss@" + step + "=" + step / 4.0);
        ends.get(ends.size() - 1).add((int) journal.end().offset());
      }
    }
    // The record that was one too many.
    points.remove(SEGMENTS);
    ends.remove(SEGMENTS);
    for (int segment = 1; segment <= SEGMENTS; segment++) {
      segments.add(Files.readAllBytes(SegmentFile.path(run.path(), segment)));
    }
    assertThat(points).hasSize(SEGMENTS).allMatch(each -> each.size() > 2);
  }

  private static RunSpec spec() {
    return RunSpec.builder().project("orbit-lab").name("heron-07").externalId("k3v9q1zt").build();
  }

  private static Journal journal(RunDirectory run) throws IOException {
    return new Journal(
        new JournalPlace(run.path(), SegmentFile::create, run),
        new DiskLimits(Long.MAX_VALUE, SEGMENT_BYTES, Duration.ofSeconds(20)),
        new Told().messages());
  }

  @Test
  void everyFlippedByte() throws Exception {
    for (int segment = 0; segment < SEGMENTS; segment++) {
      for (int at = 0; at < segments.get(segment).length; at++) {
        byte[] damaged = segments.get(segment).clone();
        damaged[at] ^= (byte) 0xFF;
        assertEverythingElseArrives(segment, damaged, at, "flipped");
      }
    }
  }

  @Test
  void everyCut() throws Exception {
    for (int segment = 0; segment < SEGMENTS; segment++) {
      // At 0 and between two records nothing there tells that there was more.
      int last = segment == SEGMENTS - 1 ? SegmentFile.HEADER_BYTES : segments.get(segment).length;
      for (int at = segment == SEGMENTS - 1 ? 1 : 0; at < last; at++) {
        if (at != SegmentFile.HEADER_BYTES && !ends.get(segment).contains(at)) {
          byte[] damaged = Arrays.copyOf(segments.get(segment), at);
          assertEverythingElseArrives(segment, damaged, at, "cut");
        }
      }
    }
  }

  /** A kill can cut a write in two. That log had not returned, so nobody is alarmed. */
  @Test
  void everyCutThatAKillMakes() throws Exception {
    int segment = SEGMENTS - 1;
    for (int at = 0; at < segments.get(segment).length; at++) {
      if (at == 0 || at >= SegmentFile.HEADER_BYTES) {
        byte[] torn = Arrays.copyOf(segments.get(segment), at);
        Path run = recover(segment, torn, at, "the last one cut at " + at);

        assertThat(run).as("cut at %d", at).doesNotExist();
        assertThat(told.lines()).as("cut at %d", at).isEmpty();
      }
    }
  }

  private void assertEverythingElseArrives(int segment, byte[] damaged, int at, String how)
      throws Exception {
    String what = "segment " + (segment + 1) + " " + how + " at " + at;
    Path run = recover(segment, damaged, at, what);

    assertThat(names(run)).as(what).containsExactly("0000000" + (segment + 1) + ".segment.damaged");
    assertThat(run.resolve(names(run).get(0))).as(what).hasBinaryContent(damaged);
    assertThat(told.lines()).as(what).hasSize(1);
    assertThat(told.lines().get(0)).contains(run.toString(), "cannot be read", "*.damaged");
  }

  private Path recover(int segment, byte[] damaged, int at, String what) throws Exception {
    RunStore journals = new RunStore(directory.resolve("round-" + rounds++));
    Path run = leaveBehind(journals, segment, damaged);
    FakePluto pluto = new FakePluto();
    told = new Told();
    Ledger ledger = new Ledger();

    UploadResult result =
        new Recovery(
                journals,
                () -> pluto,
                new UploadContext(settings, told.messages(), "a key"),
                Optional.of(Duration.ofMinutes(10)))
            .recover(run, ledger);

    assertThat(result).as(what).isEqualTo(UploadResult.WHOLE);
    assertThat(pluto.points()).as(what).isEqualTo(expected(segment, at));
    assertThat(ledger.stored()).as(what).isEqualTo(ledger.sent()).isEqualTo(pluto.points().size());
    assertThat(pluto.statuses()).as(what).containsExactly(RunStatus.FAILED);
    pluto.assertObeyed();
    assertThat(journals.runs()).as(what).isEmpty();
    return run;
  }

  private Path leaveBehind(RunStore journals, int segment, byte[] damaged) throws IOException {
    RunDirectory run = journals.create(spec(), Destinations.fake());
    for (int each = 0; each < SEGMENTS; each++) {
      Files.write(
          SegmentFile.path(run.path(), each + 1), each == segment ? damaged : segments.get(each));
    }
    run.close();
    return run.path();
  }

  private List<String> expected(int damaged, int at) {
    List<String> expected = new ArrayList<>();
    for (int segment = 0; segment < SEGMENTS; segment++) {
      int whole =
          segment == damaged
              ? (int) ends.get(segment).stream().filter(end -> end <= at).count()
              : points.get(segment).size();
      expected.addAll(points.get(segment).subList(0, whole));
    }
    return expected;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }
}
