package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.RunStatus;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal in order, up to where it is known to be whole, while others append to it. Used by
 * one thread.
 *
 * <p>A record that does not check out ends its segment: reading goes on with the next one. The
 * segment is put aside under another name, but not before all that was read is acknowledged: who
 * reads this journal another time must find the records before the damage.
 */
public final class JournalReader implements Closeable {
  private static final int CHUNK_BYTES = 256 << 10;

  /** Enough for a run that logs now and then: there may be many of them. */
  private static final int SMALL_CHUNK_BYTES = 8 << 10;

  private static final Position FIRST = new Position(1, SegmentFile.HEADER_BYTES);

  private final Path directory;
  private final JournalEnd journalEnd;

  private final RowNames names = new RowNames();

  private @Nullable Acknowledgements acknowledgements;
  private @Nullable RunEnd runEnd;

  /** What the ends before {@link #runEnd} came to. */
  private final Set<RunStatus> expected = EnumSet.noneOf(RunStatus.class);

  /** Behind {@link #runEnd}, until that is kept aside; null then, and while there is none. */
  private @Nullable Position behindEnd;

  private int segment;

  /** Segments below this one are known to be deleted. */
  private int oldest = 1;

  private @Nullable DiskFile file;

  /** What was read ahead of {@link #segment}: bytes {@code from} to {@code to} are not yet used. */
  private byte[] chunk = new byte[0];

  private int from;
  private int to;

  /** Where in the segment {@code chunk[from]} lies. */
  private long offset;

  /** Whether the rest of {@link #segment} cannot be read. */
  private boolean unreadable;

  private long damaged;

  /** The number that the next record should have; 0 if that is not known. */
  private long nextSequence;

  private long missing;

  /** Behind the last record that was given out, the run's end aside. */
  private Position given;

  private Position acknowledged;

  /**
   * Before this, everything is stored by the server; what lies behind it was acknowledged lately.
   */
  private Position stored;

  /** What is noted of that; null if nothing is. */
  private @Nullable Position storedNote;

  /** Damaged segments that are still in place, and what must be acknowledged before they go. */
  private final TreeMap<Integer, Position> inPlace = new TreeMap<>();

  JournalReader(Path directory, Position start, JournalEnd journalEnd) {
    this.directory = directory;
    this.journalEnd = journalEnd;
    this.segment = start.segment();
    this.offset = start.offset();
    this.given = start;
    this.acknowledged = start;
    this.stored = start;
    this.nextSequence = start.equals(FIRST) ? 1 : 0;
  }

  /** A reader of what is not acknowledged in a run's directory. */
  static JournalReader of(Path directory, JournalEnd journalEnd) throws IOException {
    List<Integer> segments = SegmentFile.numbers(directory);
    Position first =
        new Position(segments.isEmpty() ? 1 : segments.get(0), SegmentFile.HEADER_BYTES);
    // Without a note everything should be there, from the first record on.
    Position acknowledged = Acknowledgements.last(directory).orElse(FIRST);
    JournalReader reader =
        new JournalReader(
            directory, acknowledged.compareTo(first) < 0 ? first : acknowledged, journalEnd);
    if (acknowledged.equals(FIRST)) {
      reader.nextSequence = 1;
    }
    // Without a note, by an earlier version say, it was stored.
    reader.storedNote = Acknowledgements.last(directory, Acknowledgements.STORED).orElse(null);
    if (reader.storedNote != null && reader.storedNote.compareTo(reader.acknowledged) < 0) {
      reader.stored = reader.storedNote;
    }
    return reader;
  }

  /**
   * The next record, or null if there is none now.
   *
   * @return a record that can be used until the next call
   * @throws IOException if the disk does not give it
   */
  public @Nullable Record next() throws IOException {
    while (true) {
      Position known = journalEnd.end();
      int frame = Frame.length(chunk, from, to);
      if (frame > 0 && frame <= to - from) {
        Record record = Frame.read(chunk, from, to);
        if (record != null) {
          from += frame;
          offset += frame;
          noteSequence(record.sequence());
          if (record.type() == RecordType.FINISH) {
            journalEnd
                .runEnd(runEnd)
                .ifPresent(end -> expected.add(RunStatus.ofExitCode(end.exitCode())));
            runEnd = record.runEnd();
            behindEnd = position();
          } else {
            given = position();
          }
          return record;
        }
        if (Frame.isOfUnknownType(chunk, from, to)) {
          throw new NewerFormatException(SegmentFile.path(directory, segment));
        }
        passOver();
      } else if (frame < 0) {
        passOver();
      } else if (fill(known, frame)) {
        continue;
      }
      if (known.segment() <= segment) {
        forgetLargeChunk();
        return null;
      }
      nextSegment();
    }
  }

  /** The numbers of a record that {@link #next} returned. */
  public MetricRow metrics(Record record) {
    return record.metrics(names);
  }

  /** The place behind the last record that {@link #next} returned. */
  public Position position() {
    return new Position(segment, offset);
  }

  /** As {@link #acknowledge(Position, Position)} where all of it is stored. */
  public void acknowledge(Position position) throws IOException {
    acknowledge(position, position);
  }

  /**
   * Notes that the server has said yes to everything before {@code position}, and deletes the
   * segments that it has stored. Of those that it may still lose two are kept at most.
   *
   * @param upTo before which the server has stored everything
   * @throws IOException if the disk does not take the note; it may be tried again
   */
  public void acknowledge(Position position, Position upTo) throws IOException {
    if (behindEnd != null && runEnd != null && position.compareTo(behindEnd) > 0) {
      // The next reader of this journal starts after the end.
      journalEnd.writeEnd(runEnd);
      behindEnd = null;
    }
    acknowledged = position;
    putAsideWhatIsAcknowledged();
    if (acknowledgements == null) {
      acknowledgements = new Acknowledgements(directory);
    }
    // First: without that note, all that is acknowledged counts as stored.
    noteStored(upTo, position);
    acknowledgements.append(position);
    journalEnd.acknowledged(position);
    int kept = Math.max(stored.segment(), position.segment() - 1);
    if (!inPlace.isEmpty()) {
      kept = Math.min(kept, inPlace.firstKey());
    }
    if (kept > oldest) {
      // First: or a power loss leaves neither the records nor the note that they are uploaded.
      acknowledgements.sync();
      oldest = SegmentFile.deleteBefore(directory, kept, journalEnd::freed);
    }
  }

  private void noteStored(Position upTo, Position position) throws IOException {
    stored = upTo;
    if (storedNote != null || !upTo.equals(position)) {
      noteSentAgain(upTo);
    }
  }

  /**
   * Notes that what lies before {@code upTo} need not be sent again by the next reader of this
   * journal another time.
   *
   * @throws IOException if the disk does not take the note
   */
  public void noteSentAgain(Position upTo) throws IOException {
    if (storedNote != null && upTo.compareTo(storedNote) <= 0) {
      return;
    }
    // About once a second, which is worth no file that stays open.
    try (Acknowledgements notes = new Acknowledgements(directory, Acknowledgements.STORED)) {
      notes.append(upTo);
    }
    storedNote = upTo;
  }

  /** Up to where the server has said yes. */
  public Position acknowledged() {
    return acknowledged;
  }

  /** Up to where the server has stored it. */
  public Position stored() {
    return stored;
  }

  /**
   * A reader of the records between {@link #stored} and {@link #acknowledged}, as far as they are
   * still there. It changes nothing.
   */
  public JournalReader unstored() {
    return new JournalReader(directory, stored, new SectionEnd(acknowledged));
  }

  /** Goes back to what is not acknowledged, as if nothing behind it had been read. */
  public void restart() throws IOException {
    closeSegment();
    segment = acknowledged.segment();
    offset = acknowledged.offset();
    unreadable = false;
    from = 0;
    to = 0;
    given = acknowledged;
  }

  /**
   * Whether nothing will come after what {@link #next} gives now: ask before, not after, a {@code
   * next} that returns null.
   */
  public boolean isOver() {
    return journalEnd.isOver();
  }

  /** How the run ended; empty while it has not, or if its end was not kept. */
  public Optional<RunEnd> runEnd() {
    return journalEnd.runEnd(runEnd);
  }

  /**
   * Returns whether the run was given such an end before the one that counts: its program may have
   * reported that already.
   */
  public boolean wasExpectedToEnd(RunStatus status) {
    return expected.contains(status);
  }

  private void noteSequence(long sequence) {
    if (nextSequence > 0 && sequence > nextSequence) {
      missing += sequence - nextSequence;
    }
    nextSequence = sequence + 1;
  }

  /**
   * How many records are not there between those that were read, by their numbers, and not because
   * of damage that was seen: a segment was removed, or cut between two records.
   */
  public long missing() {
    return missing;
  }

  /** How many segments could not be read to their end. */
  public long damaged() {
    return damaged;
  }

  /** Reads on in this segment; false if nothing more of it can be read. */
  private boolean fill(Position known, int frame) throws IOException {
    if (unreadable) {
      return false;
    }
    DiskFile in = file == null ? open() : file;
    if (in == null) {
      return false;
    }
    long unread = offset + (to - from);
    long available = (known.segment() == segment ? known.offset() : in.length()) - unread;
    if (available <= 0 && from == to) {
      return false;
    }
    if (available <= 0 || frame - (to - from) > available) {
      // What is known ends between two records: this one's length is wrong, or its end is missing.
      if (isTorn(known, in)) {
        endHere();
      } else {
        passOver();
      }
      return false;
    }
    makeRoom(Math.max(frame, available + (to - from)), frame);
    int read = in.read(unread, chunk, to, (int) Math.min(available, chunk.length - to));
    if (read < 0) {
      passOver();
      return false;
    }
    to += read;
    return true;
  }

  /**
   * Moves what is not used yet to the front of a chunk that is large enough for what there is to
   * read, within bounds, and for one record in any case.
   */
  private void makeRoom(long wanted, int frame) {
    byte[] old = chunk;
    if (wanted > chunk.length && chunk.length < CHUNK_BYTES) {
      chunk = new byte[wanted > SMALL_CHUNK_BYTES ? CHUNK_BYTES : SMALL_CHUNK_BYTES];
    }
    if (frame > chunk.length) {
      chunk = new byte[frame];
    }
    System.arraycopy(old, from, chunk, 0, to - from);
    to -= from;
    from = 0;
  }

  /** Everything is read: a large chunk is of no use for now. */
  private void forgetLargeChunk() {
    if (from == to && chunk.length > SMALL_CHUNK_BYTES) {
      chunk = new byte[0];
      from = 0;
      to = 0;
    }
  }

  /**
   * Whether the rest is of the record that was being written when the program was killed. Whoever
   * logged it was not told that it is kept, so it is no damage.
   */
  private boolean isTorn(Position known, DiskFile in) throws IOException {
    if (!journalEnd.mayBeTorn(segment)) {
      return false;
    }
    if (known.offset() - offset > Frame.HEADER_BYTES + Frame.MAX_PAYLOAD_BYTES) {
      // No record is as long.
      return false;
    }
    byte[] rest = new byte[(int) (known.offset() - offset)];
    in.readFully(offset, rest);
    return Frame.isBeginning(rest);
  }

  /** Nothing more of this segment is read. */
  private void endHere() throws IOException {
    unreadable = true;
    from = 0;
    to = 0;
    closeSegment();
  }

  /** Opens the segment; null if it is not there, or not a segment. */
  @Nullable DiskFile open() throws IOException {
    Path path = SegmentFile.path(directory, segment);
    DiskFile in;
    try {
      RegularFiles.checkIfThere(path);
      in = DiskFile.read(path);
    } catch (FileNotFoundException | NoSuchFileException e) {
      if (Files.exists(path)) {
        // Not gone: the process has no more file descriptors, say. Passing over it would lose it.
        throw e;
      }
      return null;
    }
    file = in;
    byte[] header = new byte[SegmentFile.HEADER_BYTES];
    boolean whole = in.read(0, header, 0, header.length) == header.length;
    if (whole && SegmentFile.isHeader(header, segment)) {
      return in;
    }
    if (whole && SegmentFile.isNewer(header, segment)) {
      throw new NewerFormatException(path);
    }
    if (in.length() == 0 && journalEnd.mayBeTorn(segment)) {
      // Made, and killed before anything was written.
      endHere();
    } else {
      passOver();
    }
    return null;
  }

  private void passOver() throws IOException {
    damaged++;
    // What comes next is after a gap that is told as damage.
    nextSequence = 0;
    endHere();
    journalEnd.damaged(segment);
    inPlace.put(segment, given);
    putAsideWhatIsAcknowledged();
  }

  private void putAsideWhatIsAcknowledged() throws IOException {
    Iterator<Map.Entry<Integer, Position>> each = inPlace.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Integer, Position> damage = each.next();
      if (damage.getValue().compareTo(acknowledged) <= 0) {
        try {
          journalEnd.putAside(damage.getKey());
        } catch (FileSystemException notNow) {
          // Windows renames no file that its writer has open: the next time, at the latest at the
          // end.
          continue;
        }
        each.remove();
      }
    }
  }

  private void nextSegment() throws IOException {
    closeSegment();
    segment++;
    unreadable = false;
    offset = SegmentFile.HEADER_BYTES;
    from = 0;
    to = 0;
  }

  private void closeSegment() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  /**
   * Closes its files.
   *
   * @throws IOException also if a damaged segment is still in place, which must not be removed
   */
  @Override
  public void close() throws IOException {
    closeSegment();
    if (acknowledgements != null) {
      acknowledgements.close();
      acknowledgements = null;
    }
    putAsideWhatIsAcknowledged();
    if (inPlace.values().stream().anyMatch(before -> before.compareTo(acknowledged) <= 0)) {
      throw new IOException("a damaged segment in " + directory + " could not be renamed");
    }
  }
}
