package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Lane;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The queue of one run: numbered segments in the run's directory.
 *
 * <p>{@code append} may be called by any number of threads. It makes one {@code write} into the
 * page cache, so what it has returned from survives the death of the process. The thread of all
 * journals makes that survive a power loss, about once a second. The file is a {@link
 * RandomAccessFile} and not a channel, because a channel is closed when a thread that uses it is
 * interrupted, and not a memory map, because a full disk must be an exception and not a fault in
 * the program's memory.
 *
 * <p>A write that fails leaves the journal as it was before it. A write that takes too long is the
 * last one that a caller waits for: records then go to the journals' thread through a {@link
 * Backlog}, until the disk is fast again.
 */
public final class Journal implements Closeable {
  /** Where segments lie; open to tests, whose disks are slow or full. */
  interface Disk {
    RandomAccessFile create(Path directory, int segment) throws IOException;

    /** Returns when what was written to a segment is on the disk itself. */
    default void sync(Path segment) throws IOException {
      SyncedNames.syncFileIfThere(segment);
    }

    /** Returns when a run's directory can be found and understood after a power loss. */
    default void syncNames(Path directory) throws IOException {
      SyncedNames.sync(directory);
    }
  }

  /** Small enough that an acknowledged one is soon deleted, large enough that few are made. */
  private static final int SEGMENT_BYTES = 8 << 20;

  /**
   * Where there is little room a segment takes a part of it, since what is acknowledged goes with
   * its segment: an eighth of the limit, and of the space that is free.
   */
  private static final int PARTS_OF_ROOM = 8;

  private static final int LEAST_SEGMENT_BYTES = 4 << 10;

  private static final int BACKLOG_BYTES = 8 << 20;
  private static final Duration SYNC_PERIOD = Duration.ofSeconds(1);

  /** One write alone may be slow because the thread that made it was not let run. */
  private static final int SLOW_WRITES = 2;

  private static final int WAITS = 8;
  private static final int CAUGHT_UP_AT_ONCE = 100;

  private final Path directory;
  private final Closeable owner;
  private final long limitBytes;
  private final int segmentBytes;
  private final long slowNanos;
  private final Disk disk;
  private final Notices notices;

  /** Whether there is a thread for it; without one callers wait for a slow disk. */
  private final boolean attended;

  private final Backlog backlog = new Backlog(BACKLOG_BYTES);
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong bytesOnDisk = new AtomicLong();
  private final ReentrantLock writing = new ReentrantLock();

  /** Held while files are brought to the disk. */
  private final Object syncing = new Object();

  // Guarded by writing.
  /** Segments written full and not yet closed, which takes its time on some disks. */
  private final Queue<RandomAccessFile> retired = new ArrayDeque<>();

  private RandomAccessFile file;
  private int segment = 1;

  /** Segments below this one were deleted here, for want of room. */
  private int dropped = 1;

  /** Writes in a row, up to the last one, that took too long. */
  private int slowWrites;

  private long offset;
  private long sequence;

  /** Whether the last write was slow, or one that goes on is: nobody waits for the disk then. */
  private volatile boolean stalled;

  private volatile Position end;

  /** What is on the disk itself; null before the first sync. */
  private volatile Position synced;

  /** Up to where the server has said yes. */
  private volatile Position acknowledged;

  /** How much all runs of the home take, and may take. */
  private volatile DiskUse all = DiskUse.UNLIMITED;

  /** The newest segment whose name is on the disk. Used by the journals' thread. */
  private int namedSegment;

  private volatile RunEnd runEnd;

  /** What the journals' thread writes while the disk is slow; null for a journal alone. */
  private volatile RefusedCount refused;

  /** What the journals' thread brings to the disk as well; null for a journal alone. */
  private volatile StagedFiles staged;

  /** Whether nothing is taken any more, since the run has ended. */
  private volatile boolean over;

  /** Whether a reader that has everything need not wait for more. */
  private volatile boolean draining;

  private volatile boolean sealed;
  private volatile boolean closing;
  private boolean closed;

  /** Used by the journals' thread. */
  private long lastSync = System.nanoTime();

  /** One that has a thread of its own wherever that can be started. */
  public Journal(RunDirectory directory, long limitBytes, Duration slowWrite, Notices notices)
      throws IOException {
    this(directory, limitBytes, slowWrite, ownLane(new DaemonThreads()), notices);
  }

  /**
   * Starts a journal in a directory that has none.
   *
   * @param directory closed with the journal
   * @param limitBytes how much disk its segments may take together
   * @param slowWrite how long a write may take before callers stop waiting for the disk
   * @param lane where it is looked after; if no thread can be started there, callers write as ever
   *     and wait for the disk however slow it is
   * @throws IOException if the first segment cannot be made
   */
  public Journal(
      RunDirectory directory, long limitBytes, Duration slowWrite, Lane lane, Notices notices)
      throws IOException {
    this(
        directory.path(),
        directory,
        limitBytes,
        segmentBytes(SEGMENT_BYTES, limitBytes),
        slowWrite,
        SegmentFile::create,
        lane,
        notices);
    refused = directory.refused();
    refused.spare(this::isSlow);
    staged = directory.files();
  }

  private static int segmentBytes(int most, long room) {
    return (int) Math.min(Math.max(room / PARTS_OF_ROOM, LEAST_SEGMENT_BYTES), most);
  }

  /** Has what is appended count among all runs of a home. */
  public Journal among(DiskUse runs) {
    all = runs;
    return this;
  }

  /** Whether the disk is slow: no thread of the program waits for it now. */
  private boolean isSlow() {
    return attended && (stalled || backlog.isOpen());
  }

  /** A journal that belongs to no run's directory, for tests of the journal alone. */
  Journal(Path directory, long limitBytes, int segmentBytes) throws IOException {
    this(
        directory,
        () -> {},
        limitBytes,
        segmentBytes,
        Duration.ofSeconds(20),
        SegmentFile::create,
        new Notices(OutputStream.nullOutputStream()));
  }

  Journal(
      Path directory,
      Closeable owner,
      long limitBytes,
      int segmentBytes,
      Duration slowWrite,
      Disk disk,
      Notices notices)
      throws IOException {
    this(
        directory,
        owner,
        limitBytes,
        segmentBytes,
        slowWrite,
        disk,
        ownLane(new DaemonThreads()),
        notices);
  }

  private static Lane ownLane(DaemonThreads threads) {
    return new Lane("pluto-journal", 1, threads);
  }

  Journal(
      Path directory,
      Closeable owner,
      long limitBytes,
      int segmentBytes,
      Duration slowWrite,
      Disk disk,
      Lane lane,
      Notices notices)
      throws IOException {
    this.directory = directory;
    this.owner = owner;
    this.limitBytes = limitBytes;
    this.segmentBytes = segmentBytes;
    this.slowNanos = slowWrite.toNanos();
    this.disk = disk;
    this.notices = notices;
    openSegment();
    Optional<Lane.Place> place =
        lane.add(
            this::keep, e -> notices.log("nothing looks after the journal in " + directory, e));
    place.ifPresent(here -> backlog.wakes(here::wake));
    attended = place.isPresent();
  }

  /** Whether there is a thread that looks after the journal. */
  public boolean isAttended() {
    return attended;
  }

  /**
   * Appends the numbers of one log call.
   *
   * @throws JournalFullException if the limit is reached
   * @throws IOException if the disk does not take it; nothing was appended
   */
  public void append(MetricsRecord metrics) throws IOException {
    append(RecordType.METRICS, metrics.buffer(), metrics.size(), limitBytes);
  }

  /** Appends numbers even at the limit: few ones, that tell of what the limit has cost. */
  public void appendBeyondLimit(MetricsRecord metrics) throws IOException {
    append(RecordType.METRICS, metrics.buffer(), metrics.size(), Long.MAX_VALUE);
  }

  /** Appends values for the run's config; errors as for metrics. */
  public void appendConfig(Map<String, ?> values) throws IOException {
    RecordBuffer buffer = new RecordBuffer(64);
    ValueCodec.write(buffer, values);
    append(RecordType.CONFIG, buffer, values.size(), limitBytes);
  }

  /** Appends a histogram or a table; errors as for metrics. */
  public void append(DataRow row) throws IOException {
    RecordBuffer buffer = new RecordBuffer(1024);
    RunCodec.write(buffer, row);
    append(RecordType.DATA, buffer, 1, limitBytes);
  }

  /** Appends lines that the program printed; errors as for metrics. */
  public void append(ConsoleLines lines) throws IOException {
    RecordBuffer buffer = new RecordBuffer(1024);
    RunCodec.write(buffer, lines);
    append(RecordType.CONSOLE, buffer, 0, limitBytes);
  }

  /** Appends the tags that the run has from now on; errors as for metrics. */
  public void appendTags(List<String> tags) throws IOException {
    RecordBuffer buffer = new RecordBuffer(256);
    ValueCodec.write(buffer, tags);
    append(RecordType.TAGS, buffer, 0, limitBytes);
  }

  /** Appends a message to be mailed; errors as for metrics. */
  public void append(Alert alert) throws IOException {
    RecordBuffer buffer = new RecordBuffer(256);
    RunCodec.write(buffer, alert);
    append(RecordType.ALERT, buffer, 1, limitBytes);
  }

  /**
   * Appends the end of the run. It is taken even at the limit: nothing is taken after it. If the
   * disk does not take it, the journal is over all the same.
   */
  public void appendFinish(RunEnd how) throws IOException {
    try {
      append(end(how, true));
    } catch (IOException e) {
      if (!over) {
        runEnd = how;
        over = true;
      }
      throw e;
    }
  }

  /**
   * Appends how the run ends unless another end follows. Everything else is taken after it as
   * before.
   */
  public void appendExpectedEnd(RunEnd how) throws IOException {
    try {
      append(end(how, false));
    } catch (IOException e) {
      if (!over) {
        runEnd = how;
      }
      throw e;
    }
  }

  private static Backlog.Entry end(RunEnd how, boolean last) {
    return new Backlog.Entry(RecordType.FINISH, KeptEnd.buffer(how), 0, Long.MAX_VALUE, last);
  }

  private void append(RecordType type, RecordBuffer buffer, int values, long limit)
      throws IOException {
    if (buffer.length() - Frame.HEADER_BYTES > Frame.MAX_PAYLOAD_BYTES) {
      throw new RecordTooLargeException(buffer.length());
    }
    append(new Backlog.Entry(type, buffer, values, limit));
  }

  private void append(Backlog.Entry entry) throws IOException {
    while (backlog.isOpen() || !lockToWrite()) {
      if (backlog.isOpen() && catchUp()) {
        continue;
      }
      backlog.open();
      switch (backlog.add(entry, slowNanos)) {
        case YES:
          return;
        case FULL:
          throw new IOException("the disk is slow and the buffer for it is full");
        default:
          // Closed in between.
      }
    }
    boolean taken = false;
    try {
      if (!backlog.isOpen() && !sealed) {
        write(entry);
        taken = true;
      }
    } finally {
      writing.unlock();
    }
    if (sealed) {
      neverReturn();
    }
    if (!taken) {
      append(entry);
    }
  }

  /** The JVM is gone in a moment, and the caller with it: nothing is promised to it any more. */
  private static void neverReturn() {
    while (true) {
      LockSupport.park();
    }
  }

  /**
   * Helps with what waits if the disk is fast again, and tells whether nothing waits any more. Only
   * then is what is logged safe before log returns; callers that never pause would else keep the
   * journal's thread behind for ever. A few records each, more than a caller brings.
   */
  private boolean catchUp() {
    if (stalled || !lockInTime()) {
      return false;
    }
    try {
      boolean more = true;
      for (int i = 0; i < CAUGHT_UP_AT_ONCE && more && !stalled; i++) {
        more = writeWaiting();
      }
      return !more;
    } finally {
      writing.unlock();
    }
  }

  /** The lock; or false if the disk is too slow, and there is someone to write later. */
  private boolean lockToWrite() {
    if (attended) {
      return lockInTime();
    }
    writing.lock();
    return true;
  }

  /**
   * The lock, or false if one write that is going on takes too long. Several short waits, each of
   * which saw no write end: a long line of callers is not a slow disk, nor is a machine that has no
   * time for this process.
   */
  private boolean lockInTime() {
    if (writing.tryLock()) {
      return true;
    }
    boolean interrupted = false;
    try {
      Position before = end;
      for (int waits = 0; waits < WAITS; ) {
        try {
          if (writing.tryLock(slowNanos / WAITS, TimeUnit.NANOSECONDS)) {
            return true;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
        waits = end.equals(before) ? waits + 1 : 0;
        before = end;
      }
      stalled = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** With the lock held. */
  private void write(Backlog.Entry entry) throws IOException {
    byte[] bytes = entry.buffer.array();
    int length = entry.buffer.length();
    if (closed || over) {
      throw new IOException(over ? "the run has ended" : "the journal is closed");
    }
    checkLimits(entry, length);
    Frame.seal(bytes, length, entry.type, sequence + 1);
    long start = System.nanoTime();
    try {
      write(bytes, length);
    } catch (IOException e) {
      if (!makeRoom()) {
        throw e;
      }
      write(bytes, length);
    }
    sequence++;
    offset += length;
    count(length);
    end = new Position(segment, offset);
    noteEnd(entry);
    slowWrites = System.nanoTime() - start > slowNanos ? slowWrites + 1 : 0;
    stalled = slowWrites > 0;
    if (slowWrites >= SLOW_WRITES && attended) {
      backlog.open();
    }
  }

  private void write(byte[] bytes, int length) throws IOException {
    if (offset + length > segmentBytes(segmentBytes, all.free())
        && offset > SegmentFile.HEADER_BYTES) {
      roll();
    }
    try {
      file.write(bytes, 0, length);
    } catch (IOException e) {
      undoPartialWrite();
      throw e;
    }
  }

  private void checkLimits(Backlog.Entry entry, int length) throws JournalFullException {
    if (isWithinLimits(entry, length) || (makeRoom() && isWithinLimits(entry, length))) {
      return;
    }
    throw bytesOnDisk.get() + length > entry.limit
        ? new JournalFullException(limitBytes)
        : new JournalFullException(all);
  }

  private boolean isWithinLimits(Backlog.Entry entry, int length) {
    return entry.limit == Long.MAX_VALUE
        || (bytesOnDisk.get() + length <= entry.limit && all.hasRoom(length));
  }

  /**
   * Deletes what the server has said yes to, with the lock held: segments that are kept to be sent
   * again if it loses them, and the one that is written if it has all of it.
   *
   * @return whether that has made room
   */
  private boolean makeRoom() {
    Position has = acknowledged;
    try {
      int before = has == null ? 0 : has.equals(end) ? leaveSegment() : has.segment();
      if (before <= dropped) {
        return false;
      }
      dropped = before;
      long freed = SegmentFile.deleteBefore(directory, before);
      count(-freed);
      return freed > 0;
    } catch (IOException e) {
      notices.log("no room could be made in " + directory, e);
      return false;
    }
  }

  /** Goes on with another segment, which is returned. */
  private int leaveSegment() {
    try {
      if (offset > SegmentFile.HEADER_BYTES) {
        // The last one takes room until the journals' thread closes it, within a second.
        roll();
      }
    } catch (IOException e) {
      // There is no room for another one: but for those before it.
    }
    return segment;
  }

  private void count(long bytes) {
    bytesOnDisk.addAndGet(bytes);
    all.count(bytes);
  }

  /** With the lock held. */
  private void noteEnd(Backlog.Entry entry) {
    if (entry.type == RecordType.FINISH) {
      runEnd = entry.runEnd();
      over |= entry.last;
    }
  }

  /** After half a record the next one would be unreadable: cut it off. */
  private void undoPartialWrite() {
    try {
      file.setLength(offset);
      file.seek(offset);
    } catch (IOException e) {
      // Not even that: what is here stays readable up to the half record, and a new segment
      // starts behind it as soon as the disk takes one.
      offset = Math.max(offset, segmentBytes);
    }
  }

  private void roll() throws IOException {
    RandomAccessFile full = file;
    segment++;
    try {
      openSegment();
    } catch (IOException e) {
      segment--;
      throw e;
    }
    retired.add(full);
  }

  private void openSegment() throws IOException {
    try {
      file = disk.create(directory, segment);
    } catch (FileNotFoundException | NoSuchFileException e) {
      if (Files.exists(directory)) {
        throw e;
      }
      // Someone removed it while the program runs; what comes from now on can still be kept.
      OwnerOnly.createDirectories(directory);
      file = disk.create(directory, segment);
      notices.say(
          "removed " + directory,
          directory + " was removed while a run was being logged; it has been recreated.");
    }
    offset = SegmentFile.HEADER_BYTES;
    count(offset);
    end = new Position(segment, offset);
  }

  /** The place behind the last record: what lies before it is whole and may be read. */
  public Position end() {
    return end;
  }

  /** Whether the run's end is in the journal, or could not be kept: nothing is taken any more. */
  public boolean isOver() {
    return over;
  }

  /** How the run ends, as far as anyone has said; empty while it goes on. */
  public Optional<RunEnd> runEnd() {
    return Optional.ofNullable(runEnd);
  }

  /**
   * Tells the reader that nobody waits for more: once it has everything, it is at the end. What is
   * appended all the same is kept.
   */
  public void drain() {
    draining = true;
  }

  /**
   * Takes nothing any more if everything up to its end was read, so that the run's directory can be
   * removed. Only for a JVM whose last hook is done: who appends after this waits for the JVM's
   * end, and never learns that its record was not kept.
   *
   * @param read up to where it was read
   * @return false if there is more; then the journal goes on
   */
  public boolean seal(Position read) {
    writing.lock();
    try {
      sealed = !backlog.isOpen() && (over || end.compareTo(read) <= 0);
      return sealed;
    } finally {
      writing.unlock();
    }
  }

  /** How much disk the records take that wait for upload, bytes. */
  public long bytesOnDisk() {
    return bytesOnDisk.get();
  }

  /** Whether {@link #takeLost} has something to tell. */
  public boolean hasLost() {
    return lost.get() > 0;
  }

  /** How many values that were taken for writing later the disk did not take, since last asked. */
  public long takeLost() {
    return lost.getAndSet(0);
  }

  /** Whether all that was appended would survive a power loss. */
  public boolean isOnDisk() {
    StagedFiles files = staged;
    return !backlog.isOpen() && end.equals(synced) && (files == null || files.areOnDisk());
  }

  /** A reader from the first record on. */
  public JournalReader reader() throws IOException {
    JournalReader reader =
        new JournalReader(directory, new Position(1, SegmentFile.HEADER_BYTES), new Growing());
    // At once, and not when the server has answered: what is open can be read even if someone
    // removes the directory meanwhile.
    reader.open();
    return reader;
  }

  /** This journal's end, as its reader sees it. */
  private final class Growing implements Tail {
    @Override
    public Position end() {
      return end;
    }

    @Override
    public Optional<RunEnd> runEnd(RunEnd read) {
      return Optional.ofNullable(runEnd);
    }

    @Override
    public void keepEnd(RunEnd end) throws IOException {
      KeptEnd.write(directory, end);
    }

    @Override
    public boolean isOver() {
      return over || draining;
    }

    @Override
    public void damaged(int damaged) {
      writing.lock();
      try {
        if (damaged == segment) {
          // The next record starts a new one.
          offset = Math.max(offset, segmentBytes);
        }
      } finally {
        writing.unlock();
      }
    }

    @Override
    public void putAside(int damaged) throws IOException {
      SegmentFile.setAside(directory, damaged);
    }

    @Override
    public void acknowledged(Position position) {
      acknowledged = position;
    }

    @Override
    public void freed(long bytes) {
      count(-bytes);
    }
  }

  /**
   * Looks after the journal, a turn at a time: writes what the disk was too slow for, and brings
   * all to the disk.
   */
  private Duration keep() {
    if (closing && !backlog.isOpen()) {
      closeFiles();
      return null;
    }
    writeBacklog();
    RefusedCount count = refused;
    if (count != null) {
      count.write();
    }
    all.look();
    long now = System.nanoTime();
    if (now - lastSync >= SYNC_PERIOD.toNanos()) {
      syncOrLog();
      lastSync = now;
    }
    return closing || backlog.isOpen() ? Duration.ZERO : SYNC_PERIOD;
  }

  private void writeBacklog() {
    if (!backlog.isOpen()) {
      return;
    }
    notices.say(
        "slow " + directory,
        "Slow disk at "
            + directory
            + ": buffering in memory. Data not yet written is lost if the process is killed. Set"
            + " PLUTO_DIR to a faster disk.");
    boolean more = true;
    while (more) {
      writing.lock();
      try {
        more = writeWaiting();
      } finally {
        writing.unlock();
      }
    }
  }

  /** Writes what has waited longest, with the lock held; false if nothing waits any more. */
  private boolean writeWaiting() {
    Backlog.Entry entry = backlog.peek();
    if (entry == null) {
      backlog.closeIfEmpty();
      return backlog.isOpen();
    }
    try {
      write(entry);
    } catch (IOException e) {
      lost.addAndGet(entry.values);
      if (!over) {
        noteEnd(entry);
      }
      notices.log("buffered records could not be written to " + directory, e);
    }
    backlog.remove();
    return true;
  }

  private void syncOrLog() {
    try {
      sync();
      StagedFiles files = staged;
      if (files != null) {
        files.sync();
      }
    } catch (IOException e) {
      if (!closing) {
        notices.log("fsync failed in " + directory, e);
      }
    }
  }

  /**
   * Brings what was appended before to the disk itself. Blocks for as long as the disk takes, but
   * not those who append.
   */
  void sync() throws IOException {
    synchronized (syncing) {
      Position before = end;
      if (before.equals(synced)) {
        return;
      }
      for (RandomAccessFile full : takeRetired()) {
        full.close();
      }
      int first = synced == null ? 1 : synced.segment();
      for (int number = first; number <= before.segment(); number++) {
        disk.sync(SegmentFile.path(directory, number));
      }
      if (namedSegment != before.segment()) {
        disk.syncNames(directory);
        namedSegment = before.segment();
      }
      synced = before;
    }
  }

  private List<RandomAccessFile> takeRetired() {
    writing.lock();
    try {
      List<RandomAccessFile> full = List.copyOf(retired);
      retired.clear();
      return full;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Nothing can be appended any more; what is there can still be read. Also lets go of the run's
   * directory, unless records still wait for a slow disk: then that comes when they are written.
   */
  @Override
  public void close() {
    closing = true;
    backlog.wake();
    if (!backlog.isOpen()) {
      closeFiles();
    }
  }

  private void closeFiles() {
    writing.lock();
    try {
      closed = true;
      while (!retired.isEmpty()) {
        retired.remove().close();
      }
      if (file != null) {
        file.close();
        file = null;
      }
      owner.close();
    } catch (IOException e) {
      notices.log("files in " + directory + " could not be closed", e);
    } finally {
      writing.unlock();
    }
  }
}
