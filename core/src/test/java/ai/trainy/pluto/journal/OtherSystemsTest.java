package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.testing.FileRules;
import ai.trainy.pluto.testing.SimulatedDisk;
import ai.trainy.pluto.testing.SimulatedDisk.Operation;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The journal under the rules of other systems' file systems. */
class OtherSystemsTest {
  private static final int SEEDS = 50;
  private static final int SEGMENT_BYTES = 200;

  private final SimulatedDisk windows = new SimulatedDisk(FileRules.WINDOWS);

  @ParameterizedTest
  @EnumSource(names = {"WINDOWS", "MAC"})
  void processesLogUploadAndRecoverAsOnLinux(FileRules rules) throws IOException {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        new DiskHistory(seed, rules).play();
      } catch (AssertionError | IOException | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void runsOfAnyNameAreFoundAgain(FileRules rules) throws IOException {
    RunStore store = new RunStore(new SimulatedDisk(rules).path("/home"));
    List<String> names =
        List.of(
            "con",
            "NUL",
            "aux.txt",
            "Com1.v2",
            "v1.",
            "...",
            "a b ",
            "C:\\x",
            "what?",
            "x".repeat(63) + ".z");
    for (String name : names) {
      RunDirectory run = store.create(spec(name, name));

      assertThat(run.isContinued()).as(name).isFalse();
      assertThat(store.isInUseElsewhere(run)).as(name).isFalse();
      assertThat(store.runs()).as(name).containsExactly(run.path());
      assertThat(store.runs().get(0).toRealPath()).as(name).isEqualTo(run.path());
      run.remove();
      assertThat(store.runs()).as(name).isEmpty();
    }
    try (Stream<Path> left = Files.list(store.home())) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void projectsWhoseNamesDifferInCaseAreTwo(FileRules rules) throws IOException {
    RunStore store = new RunStore(new SimulatedDisk(rules).path("/home"));
    RunDirectory one = store.create(spec("Digits", "same"));
    RunDirectory two = store.create(spec("digits", "same"));

    assertThat(store.runs()).hasSize(2);
    assertThat(store.isInUseElsewhere(one)).isFalse();
    assertThat(two.isContinued()).isFalse();
    one.remove();
    assertThat(store.runs())
        .singleElement()
        .asString()
        .isEqualToIgnoringCase(two.path().toString());
    assertThat(RunStore.spec(store.runs().get(0)).project()).isEqualTo("digits");
    two.close();
  }

  @Test
  void aFullJournalHasRoomAgainOnceNobodyHasItsSegmentsOpen() throws IOException {
    Path home = Files.createDirectory(windows.path("/home"));
    try (Journal journal = new Journal(home, 600, SEGMENT_BYTES);
        JournalReader reader = journal.reader()) {
      int step = fill(journal);
      Records.readAll(reader);
      // Acknowledged, and not yet stored: kept for as long as there is room.
      reader.acknowledge(reader.position(), reader.stored());

      fill(journal);
      reader.next();
      journal.sync();

      assertThat(fill(journal)).isPositive();
      assertThat(SegmentFile.numbers(home)).as("of %s", step).doesNotContain(1);
    }
  }

  @Test
  void aDamagedSegmentIsPutAsideOnceItsWriterHasClosedIt() throws IOException {
    Path home = Files.createDirectory(windows.path("/home"));
    Journal journal = new Journal(home, Long.MAX_VALUE, SEGMENT_BYTES);
    JournalReader reader = journal.reader();
    journal.append(Records.metric(1));
    try (DiskFile file = DiskFile.write(SegmentFile.path(home, 1))) {
      file.write(SegmentFile.HEADER_BYTES + Frame.HEADER_BYTES, new byte[] {0x5A}, 1);
    }
    assertThat(reader.next()).isNull();
    journal.append(Records.metric(2));
    assertThat(reader.next().metrics().step()).isEqualTo(2);

    reader.acknowledge(reader.position());
    assertThat(SegmentFile.numbers(home)).containsExactly(1, 2);
    journal.close();
    reader.close();

    assertThat(names(home)).contains("00000001.segment.damaged");
    assertThat(SegmentFile.numbers(home)).containsExactly(2);
  }

  @Test
  void aRecordIsReplacedOnceItsReaderIsThrough() throws IOException {
    Path file = windows.path("/" + EndFile.FILE);
    EndFile.write(windows.path("/"), new RunEnd(1, 1));
    FileChannel status = FileChannel.open(file, StandardOpenOption.READ);
    int[] attempts = {0};
    windows.watchedBy(
        (operation, path) -> {
          if (operation == Operation.RENAME && ++attempts[0] == 3) {
            status.close();
          }
        });

    EndFile.write(windows.path("/"), new RunEnd(2, 1));

    assertThat(EndFile.read(windows.path("/")).orElseThrow().exitCode()).isEqualTo(2);
  }

  @Test
  void aRecordThatSomeoneKeepsOpenStaysAsItWas() throws IOException {
    Path file = windows.path("/" + EndFile.FILE);
    EndFile.write(windows.path("/"), new RunEnd(1, 1));
    try (FileChannel status = FileChannel.open(file, StandardOpenOption.READ)) {
      assertThatThrownBy(() -> EndFile.write(windows.path("/"), new RunEnd(2, 1)))
          .isInstanceOf(FileSystemException.class);
      assertThat(status.isOpen()).isTrue();
    }
    assertThat(EndFile.read(windows.path("/")).orElseThrow().exitCode()).isEqualTo(1);
    assertThat(windows.path("/" + EndFile.FILE + ".new")).doesNotExist();
  }

  @Test
  void theCopyOfAFileThatIsReadOnlyCanBeDeleted() throws IOException {
    Configuration dos =
        Configuration.windows().toBuilder().setAttributeViews("basic", "dos").build();
    try (FileSystem system = Jimfs.newFileSystem(dos)) {
      Path copy = Files.createFile(system.getPath("C:\\copy"));
      Files.setAttribute(copy, "dos:readonly", true);

      OwnerOnly.restrict(copy);

      assertThat(Files.getAttribute(copy, "dos:readonly")).isEqualTo(false);
    }
  }

  private static RunSpec spec(String project, String id) {
    return RunSpec.builder().project(project).name("run").externalId(id).build();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    }
  }

  /** Appends until it is refused; how many were taken. */
  private static int fill(Journal journal) {
    for (int taken = 0; ; taken++) {
      try {
        journal.append(Records.metric(taken));
      } catch (IOException refused) {
        return taken;
      }
    }
  }
}
