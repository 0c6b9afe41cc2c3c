package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.testing.TextContent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  /** 2026-01-01T00:00:00Z. */
  private static final long START = 1_767_225_600_000L;

  private static final Content ONE_BYTE = new TextContent("x");

  @TempDir Path home;

  @Test
  void isNamedAfterProjectStartAndId() throws IOException {
    try (RunDirectory directory = create("orbit-lab", "k3v9q1zt")) {
      assertThat(directory.path())
          .isEqualTo(home.resolve("orbit-lab").resolve("20260101-000000-k3v9q1zt"));
    }
  }

  @Test
  void makesNamesThatEveryFileSystemTakes() throws IOException {
    try (RunDirectory directory = create("a/b: \u6e29 *?", "..\\..\\\u0000x")) {
      assertThat(home.relativize(directory.path()))
          .hasToString("a_b______/20260101-000000-.._..__x");
    }
  }

  @Test
  void neverLeavesItsHome() throws IOException {
    for (String name : List.of("..", ".", "", "/", "../../etc", "...")) {
      try (RunDirectory directory = create(name, name)) {
        assertThat(directory.path().normalize()).isEqualTo(directory.path());
        assertThat(directory.path().getParent().getParent()).as(name).isEqualTo(home);
      }
    }
  }

  @Test
  void cutsLongNames() throws IOException {
    try (RunDirectory directory = create("p".repeat(255), "x".repeat(255))) {
      assertThat(directory.path().getParent().getFileName().toString()).hasSize(64);
      assertThat(directory.path().getFileName().toString()).hasSizeLessThan(100);
    }
  }

  @Test
  void givesTheSameIdAnotherDirectory() throws IOException {
    try (RunDirectory first = create("orbit-lab", "same");
        RunDirectory second = create("orbit-lab", "same")) {
      assertThat(second.path()).hasFileName(first.path().getFileName() + "-2");
    }
  }

  @Test
  void keepsIntentAndAnswer() throws IOException {
    try (RunDirectory directory = create("orbit-lab", "k3v9q1zt")) {
      directory.writeAnswer(
          new RunHandle(90_210, "heron", "orbit-lab", "https://pluto.example.test/x", false));

      assertThat(kept(directory, "intent", RecordType.INTENT))
          .containsEntry("project", "orbit-lab")
          .containsEntry("name", "heron")
          .containsEntry("externalId", "k3v9q1zt")
          .containsEntry("tags", List.of("baseline"))
          .containsEntry("config", Map.of("lr", 0.1))
          .containsEntry("startedAt", START);
      assertThat(kept(directory, "answer", RecordType.ANSWER))
          .containsEntry("runId", 90_210L)
          .containsEntry("projectName", "orbit-lab")
          .containsEntry("url", "https://pluto.example.test/x");
    }
  }

  @Test
  void tellsWhatAnIntentLacks() throws IOException {
    try (RunDirectory directory = create("orbit-lab", "k3v9q1zt")) {
      RecordBuffer intent = new RecordBuffer(16);
      ValueCodec.write(intent, Map.of("name", "heron"));
      RecordFile.write(directory.path().resolve("intent"), RecordType.INTENT, intent);

      assertThatThrownBy(() -> RunDirectory.readSpec(directory.path()))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("intent is not understood (no 'project' in it)");
    }
  }

  @Test
  void keepsWhereTheRunRunsWithItsSpec() throws IOException {
    try (RunDirectory directory = create("orbit-lab", "k3v9q1zt")) {
      assertThat(kept(directory, "intent", RecordType.INTENT)).doesNotContainKey("metadata");
      assertThat(RunDirectory.readSpec(directory.path()).metadata()).isEmpty();

      directory.writeMetadata(Map.of("process", Map.of("pid", 7L)));
      directory.writeMetadata(Map.of("process", Map.of("pid", 8L)));

      RunSpec spec = RunDirectory.readSpec(directory.path());
      assertThat(spec.metadata()).isEqualTo(Map.of("process", Map.of("pid", 7L)));
      assertThat(spec.config()).isEqualTo(Map.of("lr", 0.1));
      assertThat(directory.spec().metadata()).isEqualTo(spec.metadata());
    }
  }

  @Test
  void touchesNoRunThatItHasLetGoOf() throws IOException {
    RunDirectory uploaded = create("orbit-lab", "k3v9q1zt");
    uploaded.remove();
    uploaded.writeMetadata(Map.of("late", true));
    assertThat(uploaded.path()).doesNotExist();

    RunDirectory over = create("orbit-lab", "k3v9q1zt");
    over.close();
    over.writeMetadata(Map.of("late", true));
    assertThat(RunDirectory.readSpec(over.path()).metadata()).isEmpty();
  }

  @Test
  void keepsTheShortIdAndThatTheNotesAreSent() throws IOException {
    try (RunDirectory directory = create("orbit-lab", "k3v9q1zt")) {
      RunHandle run = new RunHandle(1, "heron", "orbit-lab", "u", false);
      directory.writeAnswer(run);
      assertThat(RunDirectory.readAnswer(directory.path()).orElseThrow().displayId()).isEmpty();
      assertThat(directory.areNotesSent()).isFalse();

      directory.writeNotesSent(run.withDisplayId("OLA-17"));
      assertThat(RunDirectory.readAnswer(directory.path()).orElseThrow().displayId())
          .contains("OLA-17");
      assertThat(directory.areNotesSent()).isTrue();
    }
  }

  @Test
  void replacesAnAnswerThatIsThere() throws IOException {
    try (RunDirectory directory = create("orbit-lab", "k3v9q1zt")) {
      directory.writeAnswer(new RunHandle(1, "heron", "orbit-lab", "u", false));
      directory.writeAnswer(new RunHandle(2, "heron", "orbit-lab", "u", true));

      assertThat(kept(directory, "answer", RecordType.ANSWER)).containsEntry("runId", 2L);
    }
  }

  @Test
  void staysARunWhileAFileWaits() throws IOException {
    RunDirectory directory = create("orbit-lab", "k3v9q1zt");
    directory
        .files()
        .limitedTo(1 << 20)
        .stage(ONE_BYTE, FileEntry.of(LogType.ARTIFACT, "a", "a").build());

    directory.remove();

    assertThat(new RunStore(home).runs()).containsExactly(directory.path());
    assertThat(RunSnapshot.of(directory.path()).pendingValues()).isEqualTo(1);
  }

  @Test
  void isLockedWhileSomeoneIsAtWork() throws IOException {
    RunDirectory directory = create("orbit-lab", "k3v9q1zt");
    try (RandomAccessFile lock =
        new RandomAccessFile(directory.path().resolve("lock").toFile(), "rw")) {
      assertThatThrownBy(() -> lock.getChannel().tryLock())
          .isInstanceOf(OverlappingFileLockException.class);

      directory.close();
      assertThat(lock.getChannel().tryLock()).isNotNull();
    }
  }

  @Test
  void keepsRejectedRowsReadableWithTheReason() throws IOException {
    try (RunDirectory directory = create("orbit-lab", "k3v9q1zt")) {
      directory.setAside(START, 7, "loss=0.5, acc=NaN", "2005\nInvalid  row");
      directory.setAside(START, 8, "loss=1.0", "again");

      assertThat(Files.readAllLines(directory.path().resolve("rejected.txt")))
          .containsExactly(
              "2026-01-01T00:00:00Z step 7: loss=0.5, acc=NaN -- 2005 Invalid row",
              "2026-01-01T00:00:00Z step 8: loss=1.0 -- again");
    }
  }

  @Test
  void removesItselfWhenEverythingInItIsItsOwn() throws IOException {
    RunDirectory directory = create("orbit-lab", "k3v9q1zt");
    new Journal(directory.path(), 1 << 20, 1 << 20).close();
    new Acknowledgements(directory.path()).close();
    directory.writeAnswer(new RunHandle(1, "heron", "orbit-lab", "u", false));

    directory.remove();

    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void leavesForeignFilesWhenItIsRemoved() throws IOException {
    RunDirectory directory = create("orbit-lab", "k3v9q1zt");
    for (String name : List.of("00000001.segment.damaged", "rejected.txt", "notes.md")) {
      Files.createFile(directory.path().resolve(name));
    }
    Files.createFile(directory.path().resolve("00000001.segment"));

    directory.remove();

    assertThat(directory.path().toFile().list())
        .containsExactlyInAnyOrder("00000001.segment.damaged", "rejected.txt", "notes.md");
  }

  @Test
  void canBeMadeByAnInterruptedThread() throws IOException {
    Thread.currentThread().interrupt();
    try (RunDirectory directory = create("orbit-lab", "k3v9q1zt")) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(directory.path().resolve("intent")).isNotEmptyFile();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void failsWhereItCannotWrite() throws IOException {
    Path file = Files.createFile(home.resolve("file"));

    assertThatThrownBy(() -> new RunStore(file).create(spec("orbit-lab", "k3v9q1zt")))
        .isInstanceOf(IOException.class);
  }

  private RunDirectory create(String project, String externalId) throws IOException {
    return new RunStore(home).create(spec(project, externalId));
  }

  private static RunSpec spec(String project, String externalId) {
    return RunSpec.builder()
        .project(project)
        .name("heron")
        .externalId(externalId)
        .tags(List.of("baseline"))
        .config(Map.of("lr", 0.1))
        .startedAt(START)
        .build();
  }

  private static Map<String, Object> kept(RunDirectory directory, String name, RecordType type)
      throws IOException {
    byte[] bytes = Files.readAllBytes(directory.path().resolve(name));
    return ValueCodec.readMap(Frame.read(bytes, 0, bytes.length).payload(type));
  }
}
