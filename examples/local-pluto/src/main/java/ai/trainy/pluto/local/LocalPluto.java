package ai.trainy.pluto.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Pluto server on the loopback address, with all four services on one port. Started by {@link
 * #start()} it keeps everything in memory until it is closed.
 *
 * <p>It accepts and refuses as the real services do (see the protocol); what it refused is kept in
 * {@link #refusals}, so that a test which ends with asserting that list empty finds every mistake
 * of the client on the wire. All methods may be called from any thread; none waits for requests in
 * hand unless it says so.
 *
 * <pre>{@code
 * try (LocalPluto pluto = LocalPluto.start()) {
 *   // let a client with all four addresses set to pluto.url() log a run
 *   assertThat(pluto.run("project", "external id").points("loss")).hasSize(100);
 *   assertThat(pluto.refusals()).isEmpty();
 * }
 * }</pre>
 */
public final class LocalPluto implements AutoCloseable {
  private final Object lifecycle = new Object();
  private final Store store;
  private final Keys keys = new Keys();
  private final Faults faults = new Faults();
  private final RequestLog log = new RequestLog();
  private final StorageService storage;
  private final Front front;
  private final URI url;
  private final int port;
  private final Thread monitor;
  private final Thread saver;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final @Nullable Archive archive; // null: all is in memory
  private final InetAddress address;
  private @Nullable Listener listener; // null while down; guarded by lifecycle
  private @Nullable HeldPort held; // null until it first goes down; guarded by lifecycle

  private LocalPluto(Listener listener, Options options, @Nullable Archive archive) {
    this.listener = listener;
    this.archive = archive;
    this.address = listener.address();
    this.port = listener.port();
    this.url = URI.create("http://" + options.name() + ":" + port);
    this.store = new Store(options.clock, archive);
    this.storage = new StorageService(url, options.clock, archive);
    if (options.key != null) {
      keys.acceptOnly(options.key);
    }
    RunUrls urls = new RunUrls(url);
    Service py = new PyService(store, keys);
    this.front =
        new Front(faults, log)
            .route(PyService.TRIGGER, py)
            .route(PyService.ALERT, py)
            .route(PyService.HEALTH, py)
            .route("/api", new ApiService(store, keys, urls))
            .route(IngestService.PREFIX, new IngestService(store, keys))
            .route(FilesService.PATH, new FilesService(store, keys, storage))
            .route("/health", request -> Reply.text(200, "OK"))
            .route("/version", request -> Reply.text(200, "local"))
            .route(StorageService.PREFIX, storage)
            .route("/", new Page(store, new PageData(store, storage, log), options));
    this.monitor = new Thread(new StaleRuns(store), "local-pluto-monitor");
    this.monitor.setDaemon(true);
    this.saver = new Thread(this::saveForEver, "local-pluto-saver");
    this.saver.setDaemon(true);
  }

  /**
   * Starts a server on a free port.
   *
   * @throws IOException if no port could be opened
   */
  public static LocalPluto start() throws IOException {
    return start(0);
  }

  /**
   * Starts a server.
   *
   * @param port the TCP port, 0 for any free one
   * @throws IOException if the port could not be opened
   */
  public static LocalPluto start(int port) throws IOException {
    return start(port, Clock.systemUTC());
  }

  static LocalPluto start(int port, Clock clock) throws IOException {
    Options options = new Options();
    options.port = port;
    options.clock = clock;
    return start(options);
  }

  static LocalPluto start(Options options) throws IOException {
    Archive archive = options.directory == null ? null : Archive.open(options.directory);
    try {
      Listener listener = Listener.open(options.address(), options.port);
      LocalPluto pluto = new LocalPluto(listener, options, archive);
      listener.serve(pluto.front);
      pluto.monitor.start();
      if (archive != null) {
        pluto.saver.start();
      }
      return pluto;
    } catch (IOException e) {
      if (archive != null) {
        archive.close();
      }
      throw e;
    }
  }

  private void saveForEver() {
    try {
      while (!closing.await(1, TimeUnit.SECONDS)) {
        store.save();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the address of all four services and of the page, without a trailing slash. */
  public URI url() {
    return url;
  }

  /** Returns the TCP port, the same for the server's whole life. */
  public int port() {
    return port;
  }

  /** Returns the runs in the order of their creation, each at this moment. */
  public List<RunView> runs() {
    return store.runs().stream()
        .map(run -> new RunView(run, store.dataOf(run), storage))
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * Returns one run at this moment.
   *
   * @param id the external id, or else the name; of several runs of that name the newest
   * @throws NoSuchElementException if there is none
   */
  public RunView run(String project, String id) {
    StoredRun found = store.find(project, id);
    if (found == null) {
      found =
          store.runs().stream()
              .filter(run -> run.project().equals(project) && run.name().equals(id))
              .reduce((older, newer) -> newer)
              .orElseThrow(() -> new NoSuchElementException(project + "/" + id));
    }
    return new RunView(found, store.dataOf(found), storage);
  }

  /**
   * Returns one run at this moment.
   *
   * @throws NoSuchElementException if there is none
   */
  public RunView run(long runId) {
    StoredRun found = required(runId);
    return new RunView(found, store.dataOf(found), storage);
  }

  /**
   * Returns what was ingested under a run id and project that no run has: data the real service
   * would have accepted and never shown.
   */
  public List<RunView> strays() {
    List<RunView> strays = new ArrayList<>();
    store.forEachStray(
        (id, entry) -> strays.add(new RunView(id, entry.getKey(), entry.getValue(), storage)));
    return List.copyOf(strays);
  }

  /**
   * Returns the requests that were answered with a status of 400 and above, or with none, in order;
   * the last 100,000. Those answered by a planned fault are not among them.
   */
  public List<Refusal> refusals() {
    return log.refusals();
  }

  /** Returns all requests as method and path, in order of arrival; the last 100,000. */
  public List<String> requests() {
    return log.requests();
  }

  /** Returns how much came in by path; all uploads are counted under {@code /storage}. */
  public Map<String, Traffic> traffic() {
    return log.traffic();
  }

  /** Returns how much came in on one path. */
  public Traffic traffic(String path) {
    return log.traffic().getOrDefault(path, Traffic.NONE);
  }

  /** Returns the switchboard for faults. */
  public Faults faults() {
    return faults;
  }

  /** Returns the switchboard for keys. */
  public Keys keys() {
    return keys;
  }

  /**
   * Has the run's next heartbeat, and every one after a resume, answered with CANCELLED (the
   * protocol, section 10.1).
   *
   * @throws NoSuchElementException if there is no such run
   */
  public void requestCancel(long runId) {
    required(runId).requestCancel();
  }

  /**
   * Fails the run as if its heartbeat had stopped (the protocol, section 10.2). The server does so
   * by itself too, after 150 s of silence.
   *
   * @throws NoSuchElementException if there is no such run
   */
  public void reap(long runId) {
    StaleRuns.reap(required(runId), "heartbeat-timeout", store.now());
  }

  /** Refuses new runs for want of quota, or accepts them again (the protocol, section 2.3). */
  public void setAtLimit(boolean atLimit) {
    store.setAtLimit(atLimit);
  }

  /** Lets every upload address handed out so far run out. */
  public void expireUploadAddresses() {
    storage.expireGrants();
  }

  /**
   * From now on ingest stores metrics, data and logs 5 s after it has acknowledged them, as the
   * real one does, and {@link #goDown} drops what it has not stored by then (the protocol, section
   * 20a).
   */
  public void storeLate() {
    store.unstored().beLate();
  }

  /** Returns how many lines are acknowledged and not stored. */
  public int unstored() {
    return store.unstored().size();
  }

  /** Returns how many lines were acknowledged and then dropped. */
  public long dropped() {
    return store.unstored().dropped();
  }

  /**
   * Refuses connections and closes all that are open; what was received stays, but for what {@link
   * #storeLate} says. The port stays this server's. Does nothing if down.
   */
  public void goDown() {
    synchronized (lifecycle) {
      if (stop()) {
        held = HeldPort.of(address, port);
      }
    }
  }

  /** Returns whether it was up. */
  private boolean stop() {
    synchronized (lifecycle) {
      if (listener == null) {
        return false;
      }
      listener.stop();
      listener = null;
      store.unstored().drop();
      return true;
    }
  }

  /**
   * Listens again on the same port. Does nothing if up.
   *
   * @throws IOException if another process has taken the port
   */
  public void comeBack() throws IOException {
    synchronized (lifecycle) {
      if (listener == null) {
        listener = Listener.reopen(address, port);
        listener.serve(front);
        if (held != null) {
          held.close();
        }
      }
    }
  }

  /** Stops for good. */
  @Override
  public void close() {
    monitor.interrupt();
    Listener last = listener();
    stop();
    if (held != null) {
      held.close();
    }
    if (archive != null) {
      closing.countDown(); // an interrupt would close the file that it writes
      try {
        saver.join();
        if (last != null) {
          last.join();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      store.save();
      archive.close();
    }
  }

  private @Nullable Listener listener() {
    synchronized (lifecycle) {
      return listener;
    }
  }

  private StoredRun required(long runId) {
    StoredRun run = store.run(runId);
    if (run == null) {
      throw new NoSuchElementException("run " + runId);
    }
    return run;
  }
}
