package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Engine;
import ai.trainy.pluto.threads.Gate;
import ai.trainy.pluto.threads.Lane;
import ai.trainy.pluto.threads.Machine;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one run: numbered segments in the run's directory.
 *
 * <p>{@code append} may be called by any number of threads. One {@code write} brings a record into
 * the page cache before it returns, so what it has returned from survives the death of the process.
 * A background thread makes that survive a power loss, about once a second. The file is a {@link
 * DiskFile}, which no interrupt closes, and not a memory map, because a full disk must be an
 * exception and not a fault in the program's memory.
 *
 * <p>A write that fails leaves the journal as it was before it. A caller writes itself as long as
 * the disk was quick just now. Otherwise it hands its record to the thread that writes for all
 * journals, through a {@link Backlog}, and waits for that; but not for long, and not at all while
 * the disk is known to be slow.
 */
public final class Journal implements Closeable {
  /** Where segments lie; open to tests, whose disks are slow or full. */
  interface Disk {
    DiskFile create(Path directory, int segment) throws IOException;

    /** Returns when what was written to a segment is on the disk itself. */
    default void sync(Path segment) throws IOException {
      SyncedNames.syncFileIfThere(segment);
    }

    /** Returns when a run's directory can be found and understood after a power loss. */
    default void syncNames(Path directory, SyncedNames names) throws IOException {
      names.sync(directory);
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

  /**
   * What a thread's last record was made in, for its next one: its calls leave no arrays behind.
   */
  private static final ThreadLocal<byte[]> SPARE = new ThreadLocal<>();

  private static final int MOST_SPARE_BYTES = 16 << 10;

  private static final Duration SYNC_PERIOD = Duration.ofSeconds(1);

  private static final int WAITS = 8;
  private static final int CAUGHT_UP_AT_ONCE = 100;

  private final Path directory;
  private final Closeable owner;
  private final long limitBytes;
  private final int segmentBytes;
  private final long slowNanos;
  private final Disk disk;
  private final Messages messages;
  private final Machine machine;

  /** Whether there is a thread for it; without one callers wait for a slow disk. */
  private final boolean attended;

  private final Backlog backlog;

  /** Buffered values that the disk did not take and that have not been reported yet. */
  private final AtomicLong lost = new AtomicLong();

  private final AtomicLong bytesOnDisk = new AtomicLong();
  private final Lock writing;

  /** Held while files are brought to the disk, by one thread at a time. */
  private final Lock syncing;

  private final Gate letGo;
  private final Optional<Lane.Place> syncer;

  // Guarded by writing.
  /** Segments written full and not yet closed, which takes its time on some disks. */
  private final Queue<DiskFile> retired = new ArrayDeque<>();

  private DiskFile file;
  private int segment = 1;

  /** Segments below this one were deleted here, for want of room. */
  private int dropped = 1;

  /** Segments below this one are to be: Windows deletes none that is open. */
  private int unwanted = 1;

  private long offset;
  private long sequence;

  private volatile DiskHealth health;
  private volatile boolean slowSaid;

  private volatile Position end;

  /** What is on the disk itself; null before the first sync. */
  private volatile @Nullable Position synced;

  /** Up to where the server has said yes. */
  private volatile @Nullable Position acknowledged;

  /** How much all runs of the home take, and may take. */
  private volatile DiskUse all = DiskUse.UNLIMITED;

  /** The newest segment whose name is on the disk. Used by the journals' thread. */
  private int namedSegment;

  private volatile @Nullable RunEnd runEnd;

  private volatile LongConsumer whenLost = values -> {};

  /** What our thread writes as well; null for a journal alone. */
  private volatile @Nullable RefusedCount refused;

  /** What the journals' thread brings to the disk as well; null for a journal alone. */
  private volatile @Nullable StagedFiles staged;

  /** Whether nothing is taken any more, since the run has ended. */
  private volatile boolean over;

  /** Whether a reader that has everything need not wait for more. */
  private volatile boolean draining;

  private volatile boolean sealed;
  private volatile boolean closing;
  private volatile boolean closed;

  /** Used by the journals' thread. */
  private long lastSync;

  /** One that has threads of its own wherever they can be started. */
  public Journal(RunDirectory directory, long limitBytes, Duration slowWrite, Messages messages)
      throws IOException {
    this(directory, limitBytes, slowWrite, new Engine(new DaemonThreads()), messages);
  }

  /**
   * Starts a journal in a directory that has none.
   *
   * @param directory closed with the journal
   * @param limitBytes how much disk its segments may take together
   * @param slowWrite how long a write may take before callers stop waiting for the disk
   * @param engine its threads; if none can be started, callers write as usual and wait for the disk
   *     however slow it is
   * @throws IOException if the first segment cannot be made
   */
  public Journal(
      RunDirectory directory, long limitBytes, Duration slowWrite, Engine engine, Messages messages)
      throws IOException {
    this(
        new JournalPlace(directory.path(), SegmentFile::create, directory),
        new DiskLimits(limitBytes, segmentBytes(SEGMENT_BYTES, limitBytes), slowWrite),
        engine,
        messages);
    refused = directory.refused();
    if (attended) {
      refused.leaveTo(backlog::wake);
    }
    staged = directory.files();
  }

  private static int segmentBytes(int most, long room) {
    return (int) Math.min(Math.max(room / PARTS_OF_ROOM, LEAST_SEGMENT_BYTES), most);
  }

  /** Has what is appended count among all runs of a home. */
  public Journal among(DiskUse runs) {
    all = runs;
    health = runs.health(health);
    return this;
  }

  /** Whether a thread of the program may write. */
  private boolean isWell() {
    return health.isWell(machine.nanoTime());
  }

  /** A journal that belongs to no run's directory, for tests of the journal alone. */
  Journal(Path directory, long limitBytes, int segmentBytes) throws IOException {
    this(
        new JournalPlace(directory, SegmentFile::create, () -> {}),
        new DiskLimits(limitBytes, segmentBytes, Duration.ofSeconds(20)),
        new Messages(OutputStream.nullOutputStream()));
  }

  Journal(JournalPlace place, DiskLimits limits, Messages messages) throws IOException {
    this(place, limits, new Engine(new DaemonThreads()), messages);
  }

  Journal(JournalPlace place, DiskLimits limits, Engine engine, Messages messages)
      throws IOException {
    this.machine = engine.machine();
    this.writing = machine.newLock();
    this.syncing = machine.newLock();
    this.letGo = new Gate(machine);
    this.health = new DiskHealth(machine.nanoTime());
    this.backlog = new Backlog(BACKLOG_BYTES, () -> health, machine);
    this.lastSync = machine.nanoTime();
    this.directory = place.directory();
    this.owner = place.owner();
    this.limitBytes = limits.bytes();
    this.segmentBytes = limits.segmentBytes();
    this.slowNanos = limits.slowWrite().toNanos();
    this.disk = place.disk();
    this.messages = messages;
    long began = machine.nanoTime();
    openSegment();
    health.wrote(began, machine.nanoTime(), slowNanos);
    syncer = engine.journals().add(this::syncInTurn, this::sayUnattended);
    Optional<Lane.Place> writer =
        syncer.flatMap(here -> engine.writers().add(this::writeWhatWaits, this::sayUnattended));
    writer.ifPresent(here -> backlog.wakes(here::wake));
    attended = writer.isPresent();
  }

  private void sayUnattended(Throwable cause) {
    messages.log(CoreMessage.JOURNAL_UNATTENDED, cause, directory);
  }

  /** Whether records wait for a thread of ours to write them. */
  boolean isBehind() {
    return backlog.isOpen();
  }

  /** Whether there is a thread that looks after the journal. */
  public boolean isAttended() {
    return attended;
  }

  /**
   * A record for the numbers of one log call, to be appended here, by this thread, or dropped.
   *
   * @param time ms since the epoch
   * @param step 0 to 2^53-1
   * @param expected how many values will probably come
   */
  public MetricsRecord metrics(long time, long step, int expected) {
    byte[] bytes = SPARE.get();
    if (bytes == null) {
      return new MetricsRecord(time, step, expected);
    }
    // A call from within this one must not write there as well.
    SPARE.set(null);
    return new MetricsRecord(time, step, new RecordBuffer(bytes));
  }

  /**
   * Appends the numbers of one log call.
   *
   * @throws JournalFullException if the limit is reached
   * @throws IOException if the disk does not take it; nothing was appended
   */
  public void append(MetricsRecord metrics) throws IOException {
    RecordBuffer buffer = metrics.buffer();
    if (append(RecordType.METRICS, buffer, metrics.size(), limitBytes)
        && buffer.array().length <= MOST_SPARE_BYTES) {
      SPARE.set(buffer.array());
    }
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
    return new Backlog.Entry(RecordType.FINISH, EndFile.buffer(how), 0, Long.MAX_VALUE, last);
  }

  private boolean append(RecordType type, RecordBuffer buffer, int values, long limit)
      throws IOException {
    if (buffer.length() - Frame.HEADER_BYTES > Frame.MAX_PAYLOAD_BYTES) {
      throw new RecordTooLargeException(buffer.length());
    }
    return append(new Backlog.Entry(type, buffer, values, limit));
  }

  /**
   * @return whether nobody needs its buffer any more
   */
  private boolean append(Backlog.Entry entry) throws IOException {
    if (sealed) {
      neverReturn();
    }
    if (closing) {
      // Nobody writes what would be handed over now.
      throw refusal();
    }
    long now = machine.nanoTime();
    while (!attended || health.isWell(now)) {
      if (backlog.isOpen()) {
        if (!catchUp()) {
          break;
        }
        now = machine.nanoTime();
      }
      if (!writing.tryLock()) {
        if (!lockToWrite()) {
          break;
        }
        now = machine.nanoTime();
      }
      boolean taken = false;
      try {
        if (!backlog.isOpen() && !sealed) {
          write(entry, now);
          taken = true;
        }
      } finally {
        writing.unlock();
      }
      if (sealed) {
        neverReturn();
      }
      if (taken) {
        return true;
      }
      now = machine.nanoTime();
    }
    handOver(entry);
    return false;
  }

  private IOException refusal() {
    return new IOException(over ? "the run has ended" : "the journal is closed");
  }

  /** Has a record written by our thread, and waits for that if the disk is not known to be slow. */
  private void handOver(Backlog.Entry entry) throws IOException {
    switch (backlog.add(entry, slowNanos)) {
      case FULL:
        throw new IOException("the disk is slow and the buffer for it is full");
      case SEALED:
        neverReturn();
        return;
      default:
        if (!backlog.awaitWritten(entry, slowNanos)) {
          if (!health.isSlow()) {
            health.hangs(machine.nanoTime());
          }
          saySlow();
        }
    }
  }

  private void saySlow() {
    if (!slowSaid) {
      slowSaid = true;
      messages.sayAbout(directory, CoreMessage.DISK_SLOW, directory);
    }
  }

  /** The JVM is gone in a moment, and the caller with it: nothing is promised to it any more. */
  private static void neverReturn() {
    while (true) {
      LockSupport.park();
    }
  }

  /**
   * Helps with what waits now that the disk is quick, and tells whether nothing waits any more:
   * callers that never pause would else keep our thread behind for ever. A few records each, more
   * than a caller brings.
   */
  private boolean catchUp() {
    if (!lockInTime()) {
      return false;
    }
    try {
      boolean more = true;
      for (int i = 0; i < CAUGHT_UP_AT_ONCE && more && isWell(); i++) {
        more = writeWaiting();
      }
      return !more;
    } finally {
      writing.unlock();
      tellWhatWasLost();
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
      for (int waits = 0; waits < WAITS && !health.isHanging(); ) {
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
      health.hangs(machine.nanoTime());
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * With the lock held.
   *
   * @param began what time it is, ns
   */
  private void write(Backlog.Entry entry, long began) throws IOException {
    byte[] bytes = entry.buffer.array();
    int length = entry.buffer.length();
    if (closed || over) {
      throw refusal();
    }
    checkLimits(entry, length);
    Frame.seal(bytes, length, entry.type, sequence + 1);
    try {
      writeOrMakeRoom(bytes, length);
    } finally {
      health.wrote(began, machine.nanoTime(), slowNanos);
    }
    sequence++;
    offset += length;
    count(length);
    end = new Position(segment, offset);
    noteEnd(entry);
  }

  private void writeOrMakeRoom(byte[] bytes, int length) throws IOException {
    try {
      write(bytes, length);
    } catch (IOException e) {
      if (!makeRoom()) {
        throw e;
      }
      write(bytes, length);
    }
  }

  private void write(byte[] bytes, int length) throws IOException {
    if (offset + length > segmentBytes(segmentBytes, all.free())
        && offset > SegmentFile.HEADER_BYTES) {
      roll();
    }
    machine.awaitDisk();
    try {
      file.append(bytes, length);
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
      unwanted = Math.max(before, unwanted);
      if (unwanted <= dropped) {
        return false;
      }
      long had = bytesOnDisk.get();
      dropped = SegmentFile.deleteBefore(directory, unwanted, freed -> count(-freed));
      return bytesOnDisk.get() < had;
    } catch (IOException e) {
      messages.log(CoreMessage.NO_ROOM_MADE, e, directory);
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
      file.cut(offset);
    } catch (IOException e) {
      // Not even that: what is here stays readable up to the half record, and a new segment
      // starts behind it as soon as the disk takes one.
      offset = Math.max(offset, segmentBytes);
    }
  }

  private void roll() throws IOException {
    DiskFile full = file;
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
      messages.sayAbout(directory, CoreMessage.DIRECTORY_REMOVED, directory);
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
      sealed = (over || end.compareTo(read) <= 0) && backlog.seal();
      return sealed;
    } finally {
      writing.unlock();
    }
  }

  /** How much disk the records take that wait for upload, bytes. */
  public long bytesOnDisk() {
    return bytesOnDisk.get();
  }

  /**
   * Has {@code lost} told of values that were taken for writing later and that the disk did not
   * take then. Called on any thread that writes, also after the run's end.
   */
  public void tellLost(LongConsumer lost) {
    whenLost = lost;
  }

  private void tellWhatWasLost() {
    long values = lost.getAndSet(0);
    if (values > 0) {
      whenLost.accept(values);
    }
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
  private final class Growing implements JournalEnd {
    @Override
    public Position end() {
      return end;
    }

    @Override
    public Optional<RunEnd> runEnd(@Nullable RunEnd read) {
      return Optional.ofNullable(runEnd);
    }

    @Override
    public void writeEnd(RunEnd end) throws IOException {
      EndFile.write(directory, end);
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

  /** A turn of the thread that writes for all journals. */
  private @Nullable Duration writeWhatWaits() {
    boolean more = backlog.isOpen();
    while (more) {
      writing.lock();
      try {
        more = writeWaiting();
      } finally {
        writing.unlock();
      }
    }
    tellWhatWasLost();
    RefusedCount count = refused;
    if (count != null) {
      count.write();
    }
    if (closing && !backlog.isOpen() && !closed) {
      closeFiles(owner);
    }
    return closed ? null : Lane.UNTIL_WOKEN;
  }

  /** A turn of the thread that brings all journals to the disk. */
  private @Nullable Duration syncInTurn() {
    if (closed) {
      return null;
    }
    all.look();
    long now = machine.nanoTime();
    if (now - lastSync >= SYNC_PERIOD.toNanos()) {
      syncOrLog();
      lastSync = now;
    }
    return SYNC_PERIOD;
  }

  /** Writes what has waited longest, with the lock held; false if nothing waits any more. */
  private boolean writeWaiting() {
    Backlog.Entry entry = backlog.peek();
    if (entry == null) {
      return false;
    }
    IOException failure = null;
    try {
      write(entry, machine.nanoTime());
    } catch (IOException e) {
      failure = e;
      if (!over) {
        noteEnd(entry);
      }
    }
    boolean told = backlog.remove(failure);
    if (failure != null && !told) {
      lost.addAndGet(entry.values);
      messages.log(CoreMessage.BUFFER_NOT_WRITTEN, failure, directory);
    }
    return backlog.isOpen();
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
        messages.log(CoreMessage.FSYNC_FAILED, e, directory);
      }
    }
  }

  /**
   * Brings what was appended before to the disk itself. Blocks for as long as the disk takes, but
   * not those who append.
   */
  void sync() throws IOException {
    syncing.lock();
    try {
      Position before = end;
      if (before.equals(synced)) {
        return;
      }
      for (DiskFile full : takeRetired()) {
        full.close();
      }
      int first = synced == null ? 1 : synced.segment();
      for (int number = first; number <= before.segment(); number++) {
        disk.sync(SegmentFile.path(directory, number));
      }
      if (namedSegment != before.segment()) {
        disk.syncNames(directory, all.names());
        namedSegment = before.segment();
      }
      synced = before;
    } finally {
      syncing.unlock();
    }
  }

  private List<DiskFile> takeRetired() {
    writing.lock();
    try {
      List<DiskFile> full = List.copyOf(retired);
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
    if (!attended || (isWell() && !backlog.isOpen())) {
      closeFiles(owner);
      return;
    }
    backlog.wake();
    if (!health.isSlow()) {
      try {
        letGo.await(Duration.ofNanos(slowNanos));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Closes the files of a run that is over, for Windows deletes none that is open. The run's
   * directory stays locked: it is the caller's to remove or to close. Takes as long as the disk
   * does.
   */
  public void closeFiles() {
    if (!backlog.isOpen()) {
      closeFiles(() -> {});
    }
  }

  private void closeFiles(Closeable last) {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      while (!retired.isEmpty()) {
        retired.remove().close();
      }
      file.close();
      last.close();
    } catch (IOException e) {
      messages.log(CoreMessage.FILES_NOT_CLOSED, e, directory);
    } finally {
      writing.unlock();
      letGo.open();
    }
    // Nobody writes or syncs here any more.
    backlog.wake();
    syncer.ifPresent(Lane.Place::wake);
  }
}
