package ai.trainy.pluto.testing;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * A disk in memory that knows what a power cut may take: each write since its file was last synced,
 * and each name that was made, changed or deleted since its directory was.
 *
 * <p>What is pending is kept or lost piece by piece, in any order; a write may also be torn between
 * two sectors, or leave zeros where it would have been. A rename is one piece. It is used through
 * {@link #path}, as one process sees it: a power cut makes another disk, and another process. Safe
 * for use by several threads, but for power cuts.
 */
public final class SimulatedDisk {
  public static final int SECTOR = 512;

  /** What is asked of the disk. */
  public enum Operation {
    CREATE,
    MAKE_DIRECTORY,
    WRITE,
    TRUNCATE,
    SYNC,
    SYNC_NAMES,
    RENAME,
    DELETE,
    READ
  }

  /** What becomes of a piece that is pending; a name is lost or kept. */
  public enum Fate {
    LOST,
    KEPT,
    /** The file has its length, and zeros or what was there before. */
    LENGTH,
    /** The first sector, and nothing behind it. */
    HEAD,
    /** The first sector, and zeros behind it. */
    HEAD_AND_ZEROS,
    /** All but the first sector. */
    TAIL,
    /** Some sectors. */
    SECTORS
  }

  /** Told of each operation before it is done; by what it throws, the operation fails. */
  public interface Watcher {
    void before(Operation operation, String path) throws IOException;

    /** How many of the bytes of a write the disk takes at once, at least one. */
    default int taken(String path, int bytes) {
      return bytes;
    }
  }

  /** A file or a directory, whatever its name. */
  static final class Node {
    final boolean directory;
    private final Comparator<String> order;
    final TreeMap<String, Node> entries;
    private final TreeMap<String, Node> syncedEntries;
    private byte[] bytes = new byte[0];
    private int size;
    private byte[] synced = bytes;
    private long hash;
    private final List<Write> writes = new ArrayList<>();
    Object lockedBy;

    /** How many have it open. */
    int opened;

    Node(boolean directory, Comparator<String> order) {
      this.directory = directory;
      this.order = order;
      this.entries = new TreeMap<>(order);
      this.syncedEntries = new TreeMap<>(order);
    }

    int size() {
      return size;
    }

    private void write(int at, byte[] from, int offset, int length) {
      resize(Math.max(size, at + length));
      System.arraycopy(from, offset, bytes, at, length);
    }

    private void resize(int length) {
      if (bytes == synced || length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length, bytes.length * 2));
      }
      if (length < size) {
        Arrays.fill(bytes, length, size, (byte) 0);
      }
      size = length;
    }

    private void sync() {
      synced = Arrays.copyOf(bytes, size);
      bytes = synced;
      hash = 0;
      writes.clear();
    }

    /** Its bytes as a number, which a file has that was not written since it was synced. */
    private long hash(CRC32C crc) {
      if (bytes == synced && hash != 0) {
        return hash;
      }
      crc.reset();
      crc.update(bytes, 0, size);
      long now = crc.getValue() * PRIME + size + 1;
      hash = bytes == synced ? now : 0;
      return now;
    }
  }

  /** Bytes at a place; no bytes at all for a new length. */
  private static final class Write {
    final int at;
    final byte[] bytes;

    Write(int at, byte[] bytes) {
      this.at = at;
      this.bytes = bytes;
    }
  }

  /** Names that change together. */
  private static final class Names {
    private final List<Node> directories = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    Names and(Node directory, String name, Node node) {
      directories.add(directory);
      names.add(name);
      nodes.add(node);
      return this;
    }

    void sync() {
      for (int i = 0; i < names.size(); i++) {
        put(directories.get(i).syncedEntries, i, nodes.get(i));
      }
    }

    private void put(Map<String, Node> entries, int i, Node node) {
      if (node == null) {
        entries.remove(names.get(i));
      } else {
        entries.put(names.get(i), node);
      }
    }
  }

  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final Watcher NOBODY = (operation, path) -> {};

  private final SimulatedFileSystem fileSystem = new SimulatedFileSystem(this);
  private final FileRules rules;
  private final Node root;
  private final List<Names> pendingNames = new ArrayList<>();
  private final Set<Node> pendingFiles = new LinkedHashSet<>();
  private Watcher watcher = NOBODY;
  private long capacity = Long.MAX_VALUE;
  private Predicate<String> swallowed = path -> false;
  private boolean renamesInTwo;

  public SimulatedDisk() {
    this(FileRules.LINUX);
  }

  public SimulatedDisk(FileRules rules) {
    this.rules = rules;
    this.root = new Node(true, rules.order());
  }

  FileRules rules() {
    return rules;
  }

  /** A path on this disk, like {@code /home/run}. */
  public Path path(String absolute) {
    return fileSystem.getPath(absolute);
  }

  public SimulatedDisk watchedBy(Watcher other) {
    watcher = other;
    return this;
  }

  /** Has no more room than that. */
  public SimulatedDisk capacity(long bytes) {
    capacity = bytes;
    return this;
  }

  /** Has syncs of such files and directories do nothing, as if nobody had asked for them. */
  public SimulatedDisk swallowing(Predicate<String> syncs) {
    swallowed = syncs;
    return this;
  }

  /** Has a rename be two pieces, as if what is replaced was deleted first. */
  public SimulatedDisk renamesInTwo() {
    renamesInTwo = true;
    return this;
  }

  /** What all files have. */
  public long used() {
    return used(root);
  }

  private static long used(Node node) {
    long bytes = node.size;
    for (Node entry : node.entries.values()) {
      bytes += used(entry);
    }
    return bytes;
  }

  // What the file system does.

  synchronized Node node(List<String> path) throws IOException {
    Node node = root;
    for (String name : path) {
      if (!node.directory) {
        throw new NotDirectoryException(text(path));
      }
      node = node.entries.get(rules.named(name));
      if (node == null) {
        throw new NoSuchFileException(text(path));
      }
    }
    return node;
  }

  /** The names that a path's files have, whichever lead to them. */
  synchronized List<String> real(List<String> path) throws IOException {
    List<String> real = new ArrayList<>();
    for (String name : path) {
      real.add(node(real).entries.ceilingKey(rules.named(name)));
      node(path.subList(0, real.size()));
    }
    return real;
  }

  static String text(List<String> path) {
    return "/" + String.join("/", path);
  }

  private Node parent(List<String> path) throws IOException {
    Node parent = node(path.subList(0, path.size() - 1));
    if (!parent.directory) {
      throw new NotDirectoryException(text(path));
    }
    return parent;
  }

  private String name(List<String> path) {
    return rules.named(path.get(path.size() - 1));
  }

  private void checkNotOpen(Node node, List<String> path) throws IOException {
    if (rules.holdsWhatIsOpen() && isOpen(node)) {
      throw new FileSystemException(text(path), null, "it is being used by another process");
    }
  }

  private static boolean isOpen(Node node) {
    return node.opened > 0 || node.entries.values().stream().anyMatch(SimulatedDisk::isOpen);
  }

  synchronized Node make(List<String> path, boolean directory) throws IOException {
    watcher.before(directory ? Operation.MAKE_DIRECTORY : Operation.CREATE, text(path));
    if (path.isEmpty() || parent(path).entries.containsKey(name(path))) {
      throw new FileAlreadyExistsException(text(path));
    }
    if (rules.isDevice(name(path))) {
      throw new FileSystemException(text(path), null, "The directory name is invalid");
    }
    Node node = new Node(directory, rules.order());
    change(new Names().and(parent(path), name(path), node));
    return node;
  }

  private void change(Names names) {
    for (int i = 0; i < names.names.size(); i++) {
      names.put(names.directories.get(i).entries, i, names.nodes.get(i));
    }
    pendingNames.add(names);
  }

  synchronized void delete(List<String> path) throws IOException {
    Node node = node(path);
    if (!node.entries.isEmpty()) {
      throw new DirectoryNotEmptyException(text(path));
    }
    watcher.before(Operation.DELETE, text(path));
    checkNotOpen(node, path);
    change(new Names().and(parent(path), name(path), null));
  }

  synchronized void rename(List<String> from, List<String> to) throws IOException {
    watcher.before(Operation.RENAME, text(from));
    Node node = node(from);
    checkNotOpen(node, from);
    Node replaced = parent(to).entries.get(name(to));
    if (replaced != null) {
      checkNotOpen(replaced, to);
    }
    if (renamesInTwo) {
      change(new Names().and(parent(to), name(to), null));
    }
    change(new Names().and(parent(to), name(to), node).and(parent(from), name(from), null));
  }

  /** Returns how many bytes were written. */
  synchronized int write(Node node, String path, int at, byte[] bytes) throws IOException {
    watcher.before(Operation.WRITE, path);
    int more = Math.max(at + bytes.length - node.size, 0);
    int room =
        capacity == Long.MAX_VALUE
            ? bytes.length
            : (int) Math.max(Math.min(bytes.length, bytes.length - more + capacity - used()), 0);
    if (room == 0) {
      throw new IOException("No space left on device");
    }
    byte[] some = Arrays.copyOf(bytes, Math.min(room, watcher.taken(path, bytes.length)));
    node.write(at, some, 0, some.length);
    pending(node, new Write(at, some));
    return some.length;
  }

  synchronized void truncate(Node node, String path, int length) throws IOException {
    if (length < node.size) {
      watcher.before(Operation.TRUNCATE, path);
      node.resize(length);
      pending(node, new Write(length, new byte[0]));
    }
  }

  private void pending(Node node, Write write) {
    node.writes.add(write);
    pendingFiles.add(node);
  }

  synchronized byte[] read(Node node, String path, long at, int length) throws IOException {
    watcher.before(Operation.READ, path);
    int from = (int) Math.min(at, node.size);
    return Arrays.copyOfRange(node.bytes, from, Math.min(from + length, node.size));
  }

  synchronized void sync(Node node, String path) throws IOException {
    watcher.before(node.directory ? Operation.SYNC_NAMES : Operation.SYNC, path);
    if (swallowed.test(path)) {
      return;
    }
    if (node.directory) {
      for (Iterator<Names> all = pendingNames.iterator(); all.hasNext(); ) {
        Names names = all.next();
        if (names.directories.contains(node)) {
          names.sync();
          all.remove();
        }
      }
    } else {
      if (rules.hasLogOfNames()) {
        pendingNames.forEach(Names::sync);
        pendingNames.clear();
      }
      if (pendingFiles.remove(node)) {
        node.sync();
      }
    }
  }

  synchronized List<String> names(List<String> directory) throws IOException {
    Node node = node(directory);
    if (!node.directory) {
      throw new NotDirectoryException(text(directory));
    }
    return List.copyOf(node.entries.keySet());
  }

  synchronized void opened(Node node) {
    node.opened++;
  }

  synchronized void closed(Node node) {
    node.opened--;
  }

  // What a power cut does.

  /** How many pieces are pending: first the names, in their order, then the writes of each file. */
  public int pending() {
    return pendingNames() + pendingWrites();
  }

  public int pendingNames() {
    return pendingNames.size();
  }

  public int pendingWrites() {
    return pendingFiles.stream().mapToInt(node -> node.writes.size()).sum();
  }

  /**
   * The disk as it may be after a power cut at this moment. This one stays as it is.
   *
   * @param fates what becomes of the pieces that are pending, by their numbers
   * @param random chooses sectors, and the order of the writes to a file; null for theirs
   */
  public SimulatedDisk afterPowerCut(IntFunction<Fate> fates, Random random) {
    Map<Node, TreeMap<String, Node>> entries = new HashMap<>();
    boolean logEnds = false;
    for (int i = 0; i < pendingNames.size(); i++) {
      boolean lost = fates.apply(i) == Fate.LOST;
      logEnds |= lost && rules.hasLogOfNames();
      if (!lost && !logEnds) {
        Names names = pendingNames.get(i);
        for (int each = 0; each < names.names.size(); each++) {
          TreeMap<String, Node> after =
              entries.computeIfAbsent(
                  names.directories.get(each), node -> new TreeMap<>(node.syncedEntries));
          names.put(after, each, names.nodes.get(each));
        }
      }
    }
    Map<Node, Integer> first = new HashMap<>();
    int number = pendingNames.size();
    for (Node file : pendingFiles) {
      first.put(file, number);
      number += file.writes.size();
    }
    SimulatedDisk after = new SimulatedDisk(rules);
    copy(root, after.root, entries, (node, write) -> fates.apply(first.get(node) + write), random);
    return after;
  }

  private interface Fates {
    Fate of(Node node, int write);
  }

  private static void copy(
      Node from, Node to, Map<Node, TreeMap<String, Node>> changed, Fates fates, Random random) {
    if (!from.directory) {
      to.synced = from.synced;
      to.bytes = from.synced;
      to.size = from.synced.length;
      to.hash = from.bytes == from.synced ? from.hash : 0;
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < from.writes.size(); i++) {
        order.add(i);
      }
      if (random != null && random.nextInt(4) == 0) {
        Collections.shuffle(order, random);
      }
      for (int i : order) {
        apply(to, from.writes.get(i), fates.of(from, i), random);
      }
      if (to.bytes != to.synced) {
        to.sync();
      }
    }
    TreeMap<String, Node> entries = changed.getOrDefault(from, from.syncedEntries);
    for (Map.Entry<String, Node> entry : entries.entrySet()) {
      Node copy = new Node(entry.getValue().directory, to.order);
      to.entries.put(entry.getKey(), copy);
      to.syncedEntries.put(entry.getKey(), copy);
      copy(entry.getValue(), copy, changed, fates, random);
    }
  }

  private static void apply(Node to, Write write, Fate fate, Random random) {
    if (fate == Fate.LOST) {
      return;
    }
    if (write.bytes.length == 0) {
      to.resize(write.at);
      return;
    }
    int end = write.at + write.bytes.length;
    int firstSector = Math.min((write.at / SECTOR + 1) * SECTOR, end);
    switch (fate) {
      case LENGTH:
        to.resize(Math.max(to.size, end));
        break;
      case HEAD_AND_ZEROS:
        to.resize(Math.max(to.size, end));
        to.write(write.at, write.bytes, 0, firstSector - write.at);
        break;
      case HEAD:
        to.write(write.at, write.bytes, 0, firstSector - write.at);
        break;
      case TAIL:
        to.resize(Math.max(to.size, end));
        to.write(firstSector, write.bytes, firstSector - write.at, end - firstSector);
        break;
      case SECTORS:
        for (int at = write.at; at < end; ) {
          int next = Math.min((at / SECTOR + 1) * SECTOR, end);
          if (random.nextBoolean()) {
            to.write(at, write.bytes, at - write.at, next - at);
          }
          at = next;
        }
        break;
      default:
        to.write(write.at, write.bytes, 0, write.bytes.length);
    }
  }

  /** The same number for two disks with the same files. */
  public long fingerprint() {
    return fingerprint(root, new CRC32C());
  }

  private static long fingerprint(Node node, CRC32C crc) {
    long hash = node.hash(crc);
    for (Map.Entry<String, Node> entry : node.entries.entrySet()) {
      hash = (hash * PRIME ^ entry.getKey().hashCode()) * PRIME;
      hash ^= fingerprint(entry.getValue(), crc);
    }
    return hash * PRIME + node.entries.size();
  }
}
