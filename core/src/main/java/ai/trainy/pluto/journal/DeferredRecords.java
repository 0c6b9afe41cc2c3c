package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.AppendOnlyRow;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.DataRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records that could not be uploaded while others could, copied out of the journal so that it can
 * be acknowledged past them. They wait in the run's directory {@code deferred/}, in groups of one
 * type, each group in a file of its own:
 *
 * <pre>
 *   data-00000001.000000000123-00000001.000000004567-0-50-3
 *   type | behind its first record | behind its last | records FROM to TO of the group, NEXT first
 * </pre>
 *
 * <p>A file has the records FROM to TO, framed as in a segment; those before NEXT are settled. The
 * positions are those in the journal: whoever reads the journal again, after a crash between the
 * copy and the acknowledgement, knows by them what is here already, see {@link #holds}. Nothing is
 * given out to be uploaded before the journal is acknowledged past it, see {@link #release}.
 *
 * <p>While anything is here, {@code files/} has an entry of a type that older versions do not know:
 * they then leave the run as it is. Safe for use by several threads.
 */
public final class DeferredRecords {
  private static final Pattern NAME =
      Pattern.compile(
          "(data|config|tags|alert|console)-([0-9]{8})\\.([0-9]{12})-([0-9]{8})\\.([0-9]{12})"
              + "-([0-9]{1,9})-([0-9]{1,9})-([0-9]{1,9})");

  private static final String NEW = ".new";

  /** Before the names of staged files, so that it is read first. */
  private static final String SIGN = "000000000-deferred.entry";

  /** A group is a batch, and a batch ends with the record that fills it. */
  private static final long MAX_FILE_BYTES = 2L * Frame.MAX_PAYLOAD_BYTES;

  private final Path directory;
  private final Path sign;

  /** In the order in which they were logged; null until the directory was read. */
  private @Nullable TreeSet<Item> items;

  /** Behind all that was ever here, by type. */
  private final Map<RecordType, Position> furthest = new EnumMap<>(RecordType.class);

  private @Nullable Position released;
  private boolean allReleased;

  /**
   * @param run the run's directory
   */
  DeferredRecords(Path run) {
    this.directory = run.resolve("deferred");
    this.sign = run.resolve("files").resolve(SIGN);
  }

  /** Which records of a group a file has, and which of these is the first that is not settled. */
  private static final class Part {
    final int from;
    final int to;
    final int next;

    Part(int from, int to, int next) {
      this.from = from;
      this.to = to;
      this.next = next;
    }

    int size() {
      return to - from;
    }
  }

  /** A group of records of one type that waits, as it is at one time. */
  public static final class Item implements Comparable<Item> {
    private static final Comparator<Item> ORDER =
        Comparator.comparing((Item item) -> item.type)
            .thenComparing(item -> item.first)
            .thenComparing(item -> item.last)
            .thenComparing(item -> item.part.from)
            .thenComparing(item -> item.part.to);

    private final RecordType type;
    private final Position first;
    private final Position last;
    private final Part part;
    private final long bytes;

    private Item(RecordType type, Position first, Position last, Part part, long bytes) {
      this.type = type;
      this.first = first;
      this.last = last;
      this.part = part;
      this.bytes = bytes;
    }

    private Item settled(int records) {
      Part rest = new Part(part.from, part.to, part.next + records);
      return new Item(type, first, last, rest, bytes);
    }

    private String name() {
      return String.format(
          Locale.ROOT,
          "%s-%08d.%012d-%08d.%012d-%d-%d-%d",
          type.name().toLowerCase(Locale.ROOT),
          first.segment(),
          first.offset(),
          last.segment(),
          last.offset(),
          part.from,
          part.to,
          part.next);
    }

    /** The size of its file. */
    long bytes() {
      return bytes;
    }

    /** How many of its records are not settled. */
    public int size() {
      return part.to - part.next;
    }

    /** Whether its records lie between those of another, which is what counts then. */
    private boolean isPartOf(Item other) {
      if (equals(other) || type != other.type) {
        return false;
      }
      if (first.equals(other.first) && last.equals(other.last)) {
        // Split off, and the kill came before the other one was told.
        return part.from >= other.part.next
            && part.to <= other.part.to
            && part.size() < other.part.size();
      }
      // Put together, and the kill came before the parts were removed.
      return (type == RecordType.CONFIG || type == RecordType.TAGS)
          && first.compareTo(other.first) >= 0
          && last.compareTo(other.last) <= 0;
    }

    @Override
    public int compareTo(Item other) {
      return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Item && compareTo((Item) other) == 0;
    }

    @Override
    public int hashCode() {
      return first.hashCode() * 31 + part.from;
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /** Whether nothing waits. */
  public synchronized boolean isEmpty() throws IOException {
    return items().isEmpty();
  }

  /** Whether records of a type wait. */
  public synchronized boolean holds(RecordType type) throws IOException {
    return items().stream().anyMatch(item -> item.type == type);
  }

  /**
   * Whether a record of the journal was copied here before the journal was acknowledged past it.
   *
   * @param behind the place behind the record
   */
  public synchronized boolean holds(RecordType type, Position behind) throws IOException {
    Set<Item> all = items();
    if (!furthest.containsKey(type) || furthest.get(type).compareTo(behind) < 0) {
      return false;
    }
    for (Item item : all) {
      if (item.type == type
          && item.first.compareTo(behind) <= 0
          && item.last.compareTo(behind) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The size of the files here. */
  public synchronized long bytes() throws IOException {
    return items().stream().mapToLong(item -> item.bytes).sum();
  }

  /**
   * Copies records that follow each other in the journal, but for others of their type that are
   * settled. They are on the disk itself when this returns.
   *
   * @param values a {@link DataRow}, {@link ConsoleLines}, an {@link Alert}, a map for the config
   *     or a list of tags each
   * @param first the place behind the first of them
   * @param last the place behind the last
   * @throws IOException if the disk does not take them; then nothing has changed
   */
  public synchronized void defer(RecordType type, List<?> values, Position first, Position last)
      throws IOException {
    Set<Item> all = items();
    add(all, write(type, values, first, last, 0));
    if (type == RecordType.TAGS) {
      dropParts(last);
    }
  }

  /** Only the last tags count. */
  private void dropParts(Position newest) throws IOException {
    for (Item item : List.copyOf(items())) {
      if (item.type == RecordType.TAGS && item.last.compareTo(newest) < 0) {
        remove(item);
      }
    }
  }

  /** Lets what lies before a place be uploaded, since the journal is acknowledged up to there. */
  public synchronized void release(Position acknowledged) {
    released = acknowledged;
  }

  /** Lets everything be uploaded: nothing more of the journal is read. */
  public synchronized void releaseAll() {
    allReleased = true;
  }

  /** What may be uploaded of a type, in the order in which it was logged. */
  public synchronized List<Item> waiting(RecordType type) throws IOException {
    return items().stream()
        .filter(item -> item.type == type && isReleased(item))
        .collect(Collectors.toList());
  }

  private boolean isReleased(Item item) {
    return allReleased || (released != null && item.last.compareTo(released) <= 0);
  }

  /**
   * Reads the records of one that are not settled.
   *
   * @return empty if they cannot be read; then they are put aside for people
   * @throws NewerFormatException if a newer version wrote them
   */
  public synchronized List<Record> read(Item item) throws IOException {
    List<Record> records = readOrNull(item);
    if (records == null) {
      Path aside = directory.resolveSibling("deferred-" + item.name() + ".damaged");
      Files.move(file(item), aside, StandardCopyOption.REPLACE_EXISTING);
      forget(item);
      return List.of();
    }
    return records;
  }

  private @Nullable List<Record> readOrNull(Item item) throws IOException {
    Path file = file(item);
    byte[] bytes;
    try {
      RegularFiles.check(file, MAX_FILE_BYTES);
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException someoneRemovedIt) {
      bytes = new byte[0];
    }
    List<Record> records = new ArrayList<>();
    int offset = 0;
    while (records.size() < item.part.size()) {
      Record record = Frame.read(bytes, offset, bytes.length);
      if (record == null && Frame.isOfUnknownType(bytes, offset, bytes.length)) {
        throw new NewerFormatException(file);
      }
      if (record == null || record.type() != item.type) {
        return null;
      }
      records.add(record);
      offset += record.size();
    }
    return records.subList(item.part.next - item.part.from, records.size());
  }

  /**
   * Notes that the first records of one that were not settled are settled now. One without any left
   * is removed.
   *
   * @return the same one as it is now
   */
  public synchronized Item settle(Item item, int records) throws IOException {
    Item settled = item.settled(records);
    if (settled.size() == 0) {
      remove(item);
    } else if (records > 0) {
      Files.move(file(item), file(settled), StandardCopyOption.ATOMIC_MOVE);
      items().remove(item);
      add(items(), settled);
    }
    return settled;
  }

  /**
   * Gives the first record of one that is not settled a file of its own, so that it does not hold
   * back the others; unless it is the last one.
   *
   * @param record as {@link #read} gave it
   * @return the same one without that record
   */
  public synchronized Item splitOff(Item item, AppendOnlyRow record) throws IOException {
    if (item.size() == 1) {
      return item;
    }
    Item alone = write(item.type, List.of(record), item.first, item.last, item.part.next);
    Item rest = settle(item, 1);
    add(items(), alone);
    return rest;
  }

  /**
   * Puts config in the place of that which it was made of.
   *
   * @param together one after the other, all of {@link RecordType#CONFIG}
   * @param values what is left of them
   */
  public synchronized void replace(List<Item> together, List<Map<String, Object>> values)
      throws IOException {
    Position first = together.get(0).first;
    Position last = together.get(together.size() - 1).last;
    Item whole = write(RecordType.CONFIG, values, first, last, 0);
    for (Item part : together) {
      if (!part.name().equals(whole.name())) {
        Files.deleteIfExists(file(part));
      }
      items().remove(part);
    }
    add(items(), whole);
  }

  private void add(Set<Item> all, Item item) {
    all.add(item);
    furthest.merge(item.type, item.last, (old, one) -> one.compareTo(old) > 0 ? one : old);
  }

  /** It is uploaded, or refused. */
  public synchronized void remove(Item item) throws IOException {
    Files.deleteIfExists(file(item));
    forget(item);
  }

  private void forget(Item item) throws IOException {
    items().remove(item);
    if (items().isEmpty()) {
      Files.deleteIfExists(sign);
    }
  }

  private Item write(RecordType type, List<?> values, Position first, Position last, int from)
      throws IOException {
    List<RecordBuffer> frames = new ArrayList<>();
    long bytes = 0;
    for (Object value : values) {
      frames.add(frame(type, value, frames.size() + 1));
      bytes += frames.get(frames.size() - 1).length();
    }
    Item item = new Item(type, first, last, new Part(from, from + values.size(), from), bytes);
    makeDirectories();
    Path file = file(item);
    Path half = file.resolveSibling(file.getFileName() + NEW);
    try {
      try (DiskFile out = DiskFile.write(half)) {
        out.cut(0);
        long at = 0;
        for (RecordBuffer frame : frames) {
          out.write(at, frame.array(), frame.length());
          at += frame.length();
        }
        out.sync();
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(half);
      throw e;
    }
    SyncedNames.syncDirectory(directory);
    return item;
  }

  private static RecordBuffer frame(RecordType type, Object value, int number) {
    RecordBuffer buffer = new RecordBuffer(256);
    switch (type) {
      case DATA:
        RunCodec.write(buffer, (DataRow) value);
        break;
      case CONSOLE:
        RunCodec.write(buffer, (ConsoleLines) value);
        break;
      case ALERT:
        RunCodec.write(buffer, (Alert) value);
        break;
      default:
        ValueCodec.write(buffer, value);
    }
    Frame.seal(buffer.array(), buffer.length(), type, number);
    return buffer;
  }

  private void makeDirectories() throws IOException {
    if (!Files.exists(sign)) {
      OwnerOnly.createDirectories(sign.resolveSibling(""));
      RecordFile.write(sign, RecordType.DEFERRED, new RecordBuffer(0));
    }
    if (!Files.isDirectory(directory)) {
      OwnerOnly.createDirectories(directory);
      SyncedNames.syncDirectory(directory.resolveSibling(""));
    }
  }

  private Path file(Item item) {
    return directory.resolve(item.name());
  }

  private Set<Item> items() throws IOException {
    if (items == null) {
      List<Item> here = list();
      TreeSet<Item> all = new TreeSet<>();
      here.forEach(item -> add(all, item));
      items = all;
    }
    return items;
  }

  private List<Item> list() throws IOException {
    List<Item> all;
    try (Stream<Path> files = Files.list(directory)) {
      all = files.flatMap(file -> parse(file).stream()).collect(Collectors.toList());
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    }
    List<Item> counted = new ArrayList<>();
    for (Item item : all) {
      if (all.stream().noneMatch(item::isPartOf)) {
        counted.add(item);
      }
    }
    return counted;
  }

  private static Optional<Item> parse(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Item(
            RecordType.valueOf(name.group(1).toUpperCase(Locale.ROOT)),
            new Position(Integer.parseInt(name.group(2)), Long.parseLong(name.group(3))),
            new Position(Integer.parseInt(name.group(4)), Long.parseLong(name.group(5))),
            new Part(
                Integer.parseInt(name.group(6)),
                Integer.parseInt(name.group(7)),
                Integer.parseInt(name.group(8))),
            size(file)));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException removedMeanwhile) {
      return 0;
    }
  }

  /** How many values wait in one; those that cannot be read are none. */
  long values(Item item) throws IOException {
    List<Record> records = readOrNull(item);
    return records == null ? 0 : records.stream().mapToLong(Record::values).sum();
  }

  /** All of them, whether or not they may be uploaded. */
  synchronized List<Item> all() throws IOException {
    return List.copyOf(items());
  }

  /** Removes the directory of a run that has nothing here, and what a crash left half done. */
  synchronized void remove() throws IOException {
    Files.deleteIfExists(sign);
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.collect(Collectors.toList())) {
        String name = file.getFileName().toString();
        if (NAME.matcher(name).matches() || name.endsWith(NEW)) {
          Files.delete(file);
        }
      }
    }
    try (Stream<Path> left = Files.list(directory)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.deleteIfExists(directory);
  }
}
