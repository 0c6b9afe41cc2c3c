package ai.trainy.pluto.journal;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much disk all runs of a home take together, and how much is free: an estimate. The journals'
 * thread looks every few seconds; in between, what this JVM writes is counted, and what others
 * write is not. Safe for use by several threads.
 */
public final class DiskUse {
  /** For runs that no limit concerns. */
  public static final DiskUse UNLIMITED = new DiskUse(null, Long.MAX_VALUE, System::nanoTime);

  private static final Duration PERIOD = Duration.ofSeconds(10);

  /** Looking takes no more than such a part of the time. */
  private static final int PARTS_OF_TIME = 50;

  /** Of the limit, so much is kept for records: copies of files do not take it. */
  private static final int TENTH = 10;

  /** Null if nothing is limited. */
  private final @Nullable Path home;

  private final long limitBytes;
  private final LongSupplier clock;
  private final LongAdder counted = new LongAdder();
  private final DiskHealth health;
  private final SyncedNames names;
  private final AtomicBoolean looking = new AtomicBoolean();

  /** What was there at the last look, less what was {@link #counted} by then. */
  private volatile long before;

  private volatile long free = Long.MAX_VALUE;

  /** When it is to be looked at again; null for at once. */
  private volatile @Nullable Long due;

  /**
   * @param home the directory in which the runs of a home lie
   * @param limitBytes how much they may take together
   * @param clock ns that pass, from any start
   */
  public DiskUse(@Nullable Path home, long limitBytes, LongSupplier clock) {
    this.home = home;
    this.limitBytes = limitBytes;
    this.clock = clock;
    this.health = new DiskHealth(clock.getAsLong());
    this.names = new SyncedNames(home);
  }

  /** The names of the home and above, as far as they are on the disk. */
  SyncedNames names() {
    return names;
  }

  /**
   * How the disk of the home answers.
   *
   * @param own for runs that have no home in common
   */
  DiskHealth health(DiskHealth own) {
    return home == null ? own : health;
  }

  /** Whether the disk of the home is known to be slow. */
  boolean isSlow() {
    return health.isSlow();
  }

  /** Notes that this JVM has written so many bytes, or deleted them if negative. */
  void count(long bytes) {
    if (home != null) {
      counted.add(bytes);
    }
  }

  /** How much the runs take. */
  long bytes() {
    return before + counted.sum();
  }

  long limitBytes() {
    return limitBytes;
  }

  /** Whether a record of so many bytes may be written. */
  boolean hasRoom(long bytes) {
    return home == null || bytes() + bytes <= limitBytes;
  }

  /** Whether a file of so many bytes may be copied here. */
  boolean hasRoomForFile(long bytes) {
    return home == null || bytes() + bytes <= limitBytes - limitBytes / TENTH;
  }

  /** How much room the file system has. */
  long free() {
    return free;
  }

  /** Looks again if it is time. Called by the journals' thread; takes as long as the disk does. */
  void look() {
    long now = clock.getAsLong();
    Long next = due;
    if (home == null || (next != null && now - next < 0) || !looking.compareAndSet(false, true)) {
      return;
    }
    try {
      File directory = home.toFile();
      long usable = directory.getUsableSpace();
      // 0 also where that cannot be told.
      free = usable == 0 ? Long.MAX_VALUE : usable;
      long already = counted.sum();
      before = size(directory) - already;
      long took = clock.getAsLong() - now;
      due = now + took + Math.max(PERIOD.toNanos(), took * PARTS_OF_TIME);
    } finally {
      looking.set(false);
    }
  }

  /** The files below a directory, while others come and go. */
  private static long size(File file) {
    File[] children = file.listFiles();
    if (children == null) {
      return file.length();
    }
    long bytes = 0;
    for (File child : children) {
      bytes += size(child);
    }
    return bytes;
  }
}
