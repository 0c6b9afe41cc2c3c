package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.AbstractList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a local Pluto that remembers: runs and what was ingested for them in the maps of
 * one database file, uploads as files of their own. Safe for use by several threads.
 *
 * <p>Rows go to the database as they come, and {@link #save} writes, once in a while, what they can
 * be found by. A crash takes no more than what came after the last one.
 *
 * <pre>
 * pluto.db    the database
 * files/      what was uploaded, a file for each object, named by its key's digest
 * key         the key that this Pluto accepts
 * </pre>
 */
final class Archive implements AutoCloseable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** How many places stay in memory although nobody uses them. */
  private static final int RECENT = 200;

  private final Path directory;
  private final MVStore database;
  private final MVMap<Long, byte[]> runs;
  private final MVMap<String, Long> places;
  private final MVMap<Long, byte[]> descriptions;
  private final MVMap<Long, byte[]> blocks;
  private final MVMap<Long, byte[]> rows;
  private final MVMap<Long, byte[]> texts;
  private final MVMap<Long, byte[]> lines;
  private final MVMap<Long, byte[]> files;
  private final MVMap<String, byte[]> objects;
  private final MVMap<String, Long> counters;

  /** What is in memory, as long as anyone uses it: a place must not be there twice. */
  private final Map<Long, WeakReference<RunData>> open = new HashMap<>();

  private final Map<Long, RunData> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, RunData> eldest) {
          return size() > RECENT;
        }
      };

  private final Map<Long, Integer> savedRuns = new HashMap<>();
  private final Map<Place, RunData> changed = new ConcurrentHashMap<>();

  private Archive(Path directory, MVStore database) {
    this.directory = directory;
    this.database = database;
    this.runs = database.openMap("runs");
    this.places = database.openMap("places");
    this.descriptions = database.openMap("descriptions");
    this.blocks = database.openMap("blocks");
    this.rows = database.openMap("rows");
    this.texts = database.openMap("texts");
    this.lines = database.openMap("lines");
    this.files = database.openMap("files");
    this.objects = database.openMap("objects");
    this.counters = database.openMap("counters");
  }

  /**
   * Opens the directory, made on first use.
   *
   * @throws IOException if it cannot be used, as when another local Pluto has it open
   */
  static Archive open(Path directory) throws IOException {
    make(directory.resolve("files"));
    try {
      MVStore database =
          new MVStore.Builder()
              .fileName(directory.resolve("pluto.db").toString())
              .cacheSize(16)
              .autoCommitBufferSize(4096)
              .open();
      database.setVersionsToKeep(0);
      return new Archive(directory, database);
    } catch (MVStoreException e) {
      throw new IOException(
          directory + " cannot be opened; is it in use by another local Pluto? " + e.getMessage(),
          e);
    }
  }

  /** Makes a directory for its owner alone: it has a key, and what programs have printed. */
  static void make(Path directory) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(
        directory, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
  }

  /** Returns the runs as they were saved, oldest first. */
  List<StoredRun> runs() {
    return new AbstractList<>() {
      private final List<Long> ids = List.copyOf(runs.keySet());

      @Override
      public StoredRun get(int index) {
        return StoredRun.of(parsed(present(runs, ids.get(index))));
      }

      @Override
      public int size() {
        return ids.size();
      }
    };
  }

  /** Writes what has changed since the last time. */
  synchronized void save(Collection<StoredRun> all) {
    for (StoredRun run : all) {
      int changes = run.changes();
      Integer known = savedRuns.put(run.id(), changes);
      if (known == null ? changes > 0 : known != changes) {
        runs.put(run.id(), Json.bytes(run.toJson()));
      }
    }
    changed.forEach(
        (place, data) -> {
          // Before it is saved: what comes meanwhile is for the next time.
          changed.remove(place);
          descriptions.put(place.id, Json.bytes(data.save()));
        });
    database.commit();
  }

  /** Returns what was ingested under this id and project, or null. */
  synchronized @Nullable RunData find(long runId, String project) {
    Long id = places.get(Long.toUnsignedString(runId) + " " + project);
    return id == null ? null : data(id);
  }

  /** Returns the place for what is ingested under this id and project, made on first use. */
  synchronized RunData findOrAdd(long runId, String project) {
    String name = Long.toUnsignedString(runId) + " " + project;
    Long id = places.get(name);
    if (id == null) {
      id = next("place");
      places.put(name, id);
    }
    return data(id);
  }

  private RunData data(long id) {
    WeakReference<RunData> reference = open.get(id);
    RunData data = reference == null ? null : reference.get();
    if (data == null) {
      byte[] description = descriptions.get(id);
      data = new RunData(new Place(id), description == null ? Json.object() : parsed(description));
      open.put(id, new WeakReference<>(data));
    }
    recent.put(id, data);
    return data;
  }

  /** Visits the run id and the project of each place. */
  void forEachPlace(BiConsumer<Long, String> visitor) {
    for (String name : places.keySet()) {
      int blank = name.indexOf(' ');
      visitor.accept(Long.parseUnsignedLong(name.substring(0, blank)), name.substring(blank + 1));
    }
  }

  /** Has a lock of its own, as it is called under that of a {@link RunData}. */
  private long next(String counter) {
    synchronized (counters) {
      long value = counters.getOrDefault(counter, 0L) + 1;
      counters.put(counter, value);
      return value;
    }
  }

  /** Keeps an object once it is complete; an older one of that key is replaced. */
  void keep(String key, Incoming body) throws IOException {
    Path file = directory.resolve("files").resolve(StoredObject.sha256(key));
    Path part = Files.createTempFile(directory.resolve("files"), "part-", "");
    try {
      StoredObject object;
      try (OutputStream out = Files.newOutputStream(part)) {
        object = body.copyTo(out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      objects.put(key, Json.bytes(object.toJson()));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Returns the object of a key, {@link StoredObject#NONE} if nothing was uploaded. */
  StoredObject object(String key) {
    byte[] known = objects.get(key);
    Path file = directory.resolve("files").resolve(StoredObject.sha256(key));
    return known == null ? StoredObject.NONE : StoredObject.of(parsed(known), file);
  }

  @Override
  public void close() {
    database.close();
  }

  /** Returns what is stored under an id, which must be something. */
  private static byte[] present(MVMap<Long, byte[]> map, long id) {
    byte[] found = map.get(id);
    if (found == null) {
      throw new IllegalStateException("no " + id + " in " + map.getName());
    }
    return found;
  }

  private static JsonNode parsed(byte[] json) {
    try {
      return Json.parse(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A body that is on its way. */
  interface Incoming {
    StoredObject copyTo(OutputStream out) throws IOException;
  }

  /** Where the data of one run id and project is. */
  final class Place {
    private final long id;

    private Place(long id) {
      this.id = id;
    }

    void changed(RunData data) {
      changed.put(this, data);
    }

    Series series() {
      return new Series(new Blocks(blocks, next("series")));
    }

    Series series(JsonNode description) {
      return new Series(new Blocks(blocks, description.get("id").longValue()), description);
    }

    Shelf<DataRow> rows(int size) {
      return new DiskShelf<>(
          rows,
          id,
          size,
          (key, row) -> {
            texts.put(key, row.data().getBytes(StandardCharsets.UTF_8));
            return Json.object()
                .put("step", Json.unsigned(row.step()))
                .put("time", Json.unsigned(row.time()))
                .put("dataType", row.dataType())
                .put("logName", row.logName());
          },
          (key, row) ->
              new DataRow(
                  unsigned(row, "step"),
                  unsigned(row, "time"),
                  row.get("dataType").textValue(),
                  row.get("logName").textValue(),
                  () -> new String(present(texts, key), StandardCharsets.UTF_8)));
    }

    Shelf<LogLine> lines(int size) {
      return new DiskShelf<>(
          lines,
          id,
          size,
          (key, line) ->
              Json.object()
                  .put("time", Json.unsigned(line.time()))
                  .put("message", line.message())
                  .put("lineNumber", Json.unsigned(line.lineNumber()))
                  .put("logType", line.logType()),
          (key, line) ->
              new LogLine(
                  unsigned(line, "time"),
                  line.get("message").textValue(),
                  unsigned(line, "lineNumber"),
                  line.get("logType").textValue()));
    }

    Shelf<FileAnnouncement> files(int size) {
      return new DiskShelf<>(
          files,
          id,
          size,
          (key, file) -> file.toJson(),
          (key, file) -> new FileAnnouncement(file, file.get("keyPrefix").textValue()));
    }

    private long unsigned(JsonNode node, String field) {
      return node.get(field).bigIntegerValue().longValue();
    }
  }

  /** Items that are read when they are asked for. */
  private static final class DiskShelf<T> extends Shelf<T> {
    private final MVMap<Long, byte[]> map;
    private final long first;
    private final BiFunction<Long, T, ObjectNode> encode;
    private final BiFunction<Long, JsonNode, T> decode;
    private int size;

    DiskShelf(
        MVMap<Long, byte[]> map,
        long place,
        int size,
        BiFunction<Long, T, ObjectNode> encode,
        BiFunction<Long, JsonNode, T> decode) {
      this.map = map;
      this.first = place << 32;
      this.size = size;
      this.encode = encode;
      this.decode = decode;
    }

    @Override
    void add(T item) {
      long key = first + size;
      map.put(key, Json.bytes(encode.apply(key, item)));
      size++;
    }

    @Override
    int size() {
      return size;
    }

    @Override
    List<T> now() {
      int length = size;
      return new AbstractList<>() {
        @Override
        public T get(int index) {
          long key = first + Objects.checkIndex(index, length);
          return decode.apply(key, parsed(present(map, key)));
        }

        @Override
        public int size() {
          return length;
        }
      };
    }
  }
}
