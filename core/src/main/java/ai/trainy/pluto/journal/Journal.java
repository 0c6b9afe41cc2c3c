package ai.trainy.pluto.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;

/**
 * The queue of one run: numbered segments in the run's directory.
 *
 * <p>{@code append} may be called by any number of threads. It makes one {@code write} into the
 * page cache, so what it has returned from survives the death of the process; {@link #sync} is what
 * makes it survive a power loss, and belongs on the uploader's thread. The file is a {@link
 * RandomAccessFile} and not a channel, because a channel is closed when a thread that uses it is
 * interrupted, and not a memory map, because a full disk must be an exception and not a fault in
 * the program's memory.
 *
 * <p>A write that fails leaves the journal as it was before it.
 */
public final class Journal implements Closeable {
  /** Small enough that an acknowledged one is soon deleted, large enough that few are made. */
  private static final int SEGMENT_BYTES = 8 << 20;

  private final Path directory;
  private final long limitBytes;
  private final int segmentBytes;

  /** Segments written full and not yet synced; closed by {@link #sync}. */
  private final Queue<RandomAccessFile> retired = new ArrayDeque<>();

  private RandomAccessFile file;
  private int segment = 1;
  private long offset;
  private long sequence;
  private long bytesOnDisk;
  private boolean finished;
  private volatile Position end;

  /**
   * Starts a journal in a directory that has none.
   *
   * @param limitBytes how much disk its segments may take together
   * @throws IOException if the first segment cannot be made
   */
  public Journal(RunDirectory directory, long limitBytes) throws IOException {
    this(directory.path(), limitBytes, SEGMENT_BYTES);
  }

  Journal(Path directory, long limitBytes, int segmentBytes) throws IOException {
    this.directory = directory;
    this.limitBytes = limitBytes;
    this.segmentBytes = segmentBytes;
    openSegment();
  }

  /**
   * Appends the numbers of one log call.
   *
   * @throws JournalFullException if the limit is reached
   * @throws IOException if the disk does not take it; nothing was appended
   */
  public void append(MetricsRecord metrics) throws IOException {
    append(RecordType.METRICS, metrics.buffer(), limitBytes);
  }

  /** Appends values for the run's config; errors as for metrics. */
  public void appendConfig(Map<String, ?> values) throws IOException {
    RecordBuffer buffer = new RecordBuffer(64);
    ValueCodec.write(buffer, values);
    append(RecordType.CONFIG, buffer, limitBytes);
  }

  /** Appends the end of the run. It is taken even at the limit: nothing is taken after it. */
  public void appendFinish(int exitCode) throws IOException {
    append(RecordType.FINISH, new RecordBuffer(4).putInt(exitCode), Long.MAX_VALUE);
  }

  private synchronized void append(RecordType type, RecordBuffer buffer, long limit)
      throws IOException {
    int length = buffer.length();
    if (length - Frame.HEADER_BYTES > Frame.MAX_PAYLOAD_BYTES) {
      throw new IOException("a record of " + length + " bytes is too large");
    }
    if (file == null || finished) {
      throw new IOException(finished ? "the run has ended" : "the journal is closed");
    }
    if (bytesOnDisk + length > limit) {
      throw new JournalFullException(limit);
    }
    if (offset + length > segmentBytes && offset > SegmentFile.HEADER_BYTES) {
      roll();
    }
    Frame.seal(buffer.array(), length, type, sequence + 1);
    try {
      file.write(buffer.array(), 0, length);
    } catch (IOException e) {
      undoPartialWrite();
      throw e;
    }
    sequence++;
    offset += length;
    bytesOnDisk += length;
    finished = type == RecordType.FINISH;
    end = new Position(segment, offset);
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
    file = SegmentFile.create(directory, segment);
    offset = SegmentFile.HEADER_BYTES;
    bytesOnDisk += offset;
    end = new Position(segment, offset);
  }

  /** The place behind the last record: what lies before it is whole and may be read. */
  public Position end() {
    return end;
  }

  /** A reader from the first record on. */
  public JournalReader reader() {
    return new JournalReader(directory, new Position(1, SegmentFile.HEADER_BYTES), this::end);
  }

  /**
   * Brings what was appended before to the disk itself. Blocks for as long as the disk takes, but
   * not those who append.
   */
  public void sync() throws IOException {
    RandomAccessFile current;
    Queue<RandomAccessFile> full;
    synchronized (this) {
      full = new ArrayDeque<>(retired);
      retired.clear();
      current = file;
    }
    for (RandomAccessFile segment : full) {
      segment.getFD().sync();
      segment.close();
    }
    if (current != null) {
      current.getFD().sync();
    }
  }

  /** Deletes the segments that lie wholly before {@code acknowledged}. */
  public void deleteBefore(Position acknowledged) throws IOException {
    for (int number : SegmentFile.numbers(directory)) {
      if (number >= acknowledged.segment()) {
        return;
      }
      Path path = SegmentFile.path(directory, number);
      long size = Files.size(path);
      Files.delete(path);
      synchronized (this) {
        bytesOnDisk -= size;
      }
    }
  }

  /** Nothing can be appended any more; what is there can still be read. */
  @Override
  public synchronized void close() throws IOException {
    while (!retired.isEmpty()) {
      retired.remove().close();
    }
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
