package ai.trainy.pluto.journal;

import ai.trainy.pluto.testing.ChangedClasses;
import ai.trainy.pluto.testing.SimulatedDisk;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulated disk proves itself: with bugs that are put in on purpose, something is lost. */
class SeededDiskBugsTest {
  /** A bug, and within how many histories it is found. */
  enum Bug {
    SEGMENTS_ARE_NOT_SYNCED(".*\\.segment", 20),
    THE_RUNS_DIRECTORY_IS_NOT_SYNCED(".*-run\\d+", 20),
    THE_PROJECTS_DIRECTORY_IS_NOT_SYNCED(".*/project", 20),
    THE_DIRECTORY_ABOVE_THE_HOME_IS_NOT_SYNCED("/home", 50),
    COPIES_OF_FILES_ARE_NOT_SYNCED(".*\\.content", 100),
    ENTRIES_OF_FILES_ARE_NOT_SYNCED(".*\\.entry", 100),
    THE_DIRECTORY_OF_FILES_IS_NOT_SYNCED(".*/files", 100),
    WHAT_WAS_ASKED_FOR_IS_NOT_SYNCED(".*/intent", 20),
    RENAMED_BEFORE_ITS_CONTENT_IS_SYNCED(".*/destination\\.new", 200),
    SEGMENTS_ARE_DELETED_BEFORE_THE_NOTE_IS_SYNCED(".*/acknowledged", 200),
    A_RENAME_IS_NOT_ATOMIC(SimulatedDisk::renamesInTwo, false, 600),
    ACKNOWLEDGED_BEFORE_ITS_ROWS_ARE_SENT(disk -> disk, true, 20);

    private final UnaryOperator<SimulatedDisk> disks;
    private final boolean acknowledgesFirst;
    private final int seeds;

    /**
     * @param swallowed files whose syncs do nothing
     */
    Bug(String swallowed, int seeds) {
      this(disk -> disk.swallowing(path -> path.matches(swallowed)), false, seeds);
    }

    Bug(UnaryOperator<SimulatedDisk> disks, boolean acknowledgesFirst, int seeds) {
      this.disks = disks;
      this.acknowledgesFirst = acknowledgesFirst;
      this.seeds = seeds;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFound(Bug bug) {
    for (int seed = 1; seed <= bug.seeds; seed++) {
      try {
        new DiskHistory(seed, bug.disks, bug.acknowledgesFirst).play();
      } catch (AssertionError | IOException | RuntimeException e) {
        System.out.println(bug + ": seed " + seed + ": " + e.getMessage());
        return;
      }
    }
    throw new AssertionError(bug + " is not found within " + bug.seeds + " seeds");
  }

  /** A bug in a class. */
  enum Change {
    A_TORN_RECORD_IS_ACCEPTED(
        "journal/Frame", "|| header.getInt() != crc(bytes, offset, payload)", "", 500),
    NAMES_ABOVE_THE_HOME_ARE_TAKEN_FOR_SYNCED(
        "journal/SyncedNames", "now != null && now.equals(known)", "now != null", 50);

    private final String source;
    private final String from;
    private final String to;
    private final int seeds;

    Change(String source, String from, String to, int seeds) {
      this.source = source;
      this.from = from;
      this.to = to;
      this.seeds = seeds;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFoundInAClass(Change change, @TempDir Path directory) throws Exception {
    try (ChangedClasses changed =
        ChangedClasses.with(change.source, change.from, change.to, directory)) {
      Class<?> history = changed.loadClass(DiskHistory.class.getName());
      Constructor<?> make = history.getDeclaredConstructor(long.class);
      Method play = history.getDeclaredMethod("play");
      make.setAccessible(true);
      play.setAccessible(true);
      for (int seed = 1; seed <= change.seeds; seed++) {
        try {
          play.invoke(make.newInstance((long) seed));
        } catch (InvocationTargetException e) {
          System.out.println(change + ": seed " + seed + ": " + e.getCause());
          return;
        }
      }
    }
    throw new AssertionError(change + " is not found within " + change.seeds + " seeds");
  }
}
