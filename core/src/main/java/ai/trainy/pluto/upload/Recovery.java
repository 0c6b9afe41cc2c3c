package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.Server;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.observe.Heartbeat;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.threads.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Uploads runs that were left behind on this machine: their program was killed, or ended before the
 * server had everything. Nobody else works on a run meanwhile; its lock sees to that. A run goes to
 * the server and the organization it was logged for and nowhere else, see {@link Belonging}.
 */
public final class Recovery {
  /** One run that the server cannot answer for must not keep the others back for ever. */
  private static final Duration TURN = Duration.ofMinutes(2);

  private final RunStore store;
  private final Connector connector;
  private final Account account;
  private final UploadContext context;
  private final Messages messages;
  private final Duration patience;
  private final WakeUp wakeUp;

  /**
   * @param connector makes the server's port; called for each run
   * @param context of runs that are uploaded here, with one key for all of them
   * @param patience how long to try one run while the server does not answer; empty for as long as
   *     is of use in the background, where those that failed are tried again after the others
   */
  public Recovery(
      RunStore store, Connector connector, UploadContext context, Optional<Duration> patience) {
    this.wakeUp = context.newWakeUp();
    this.store = store;
    this.connector = connector;
    this.context = context;
    this.account = new Account(context.settings(), connector);
    this.messages = context.messages();
    this.patience = patience.orElse(TURN);
  }

  /**
   * Uploads what is left behind and may go up unasked, one run after the other, on a thread of its
   * own.
   */
  public void start() {
    wakeUp
        .machine()
        .start(
            "pluto-recovery",
            this::recoverAll,
            e -> messages.log(CoreMessage.RECOVERY_INCOMPLETE, e));
  }

  private void recoverAll() throws IOException, InterruptedException {
    sweep();
    // This program's own may be let go of before their turn comes, but are not done with.
    Queue<Path> left = new ArrayDeque<>(store.runsOfOthers());
    while (!left.isEmpty()) {
      Path run = left.remove();
      try {
        switch (recoverUnasked(run, new Ledger())) {
          case NOT_SIGNED_IN:
            if (!context.known().isKeyAccepted()) {
              // All runs are sent with one key: none will get further.
              return;
            }
            left.add(run);
            break;
          case AWAY:
          case STALLED:
            left.add(run);
            break;
          case ELSEWHERE:
            messages.log(CoreMessage.LEFT_FOR_SYNC, run, RunStore.destination(run));
            break;
          default:
            // Uploaded, or nothing more can be done for it here.
        }
      } catch (IOException | RuntimeException e) {
        // One that cannot be read must not keep the others back.
        messages.log(CoreMessage.RECOVERY_FAILED, e, run);
      }
    }
  }

  private void sweep() {
    try {
      store.sweep();
    } catch (IOException e) {
      // Untidy, no more than that.
      messages.log(CoreMessage.LEFTOVERS_NOT_REMOVED, e, store.home());
    }
  }

  /**
   * Asks the server whose key it is: from then on {@link #belonging} knows the organization.
   *
   * @return the organization's short name
   */
  public Outcome<String> signIn() throws InterruptedException {
    Outcome<String> answer = new SignIn(connector, messages).within(patience);
    if (answer.isAccepted()) {
      account.signedIn(answer.value());
    }
    return answer;
  }

  /** The server that runs are uploaded to. */
  public Server server() {
    return account.server();
  }

  /** Whether a run belongs here, as far as is known. May ask a keyring, never the server. */
  public Belonging belonging(Path run)
      throws IOException, KeyUnavailableException, InterruptedException {
    return account.belonging(RunStore.destination(run));
  }

  /**
   * Gives a run that belongs elsewhere, or of which that is not known, to this server: {@link
   * #recover} uploads it as a run that this server has never seen. Of a run that several programs
   * logged to, all that they left goes along. Only after {@link #signIn}.
   *
   * @return accepted with whether it is the run's from now on, which it is not if the run is in use
   * @throws IOException if the disk does not take that, or the run cannot be read
   */
  public Outcome<Boolean> bringHere(Path run)
      throws IOException, KeyUnavailableException, InterruptedException {
    Optional<RunDirectory> taken = store.take(run);
    if (taken.isEmpty()) {
      return Outcome.accepted(false);
    }
    try (RunDirectory directory = taken.get();
        PlutoApi api = connector.connect()) {
      // What cannot be read is not touched, either.
      RunSnapshot.of(run);
      List<Path> others = store.othersOfItsServer(directory);
      Outcome<Boolean> brought =
          new Relocation(api, account, newRetry(wakeUp.another(), directory), messages)
              .bring(directory);
      if (brought.isAccepted()) {
        for (Path other : others) {
          bringAlong(other, directory.spec().externalId());
        }
      }
      return brought;
    }
  }

  /**
   * Gives what another program logged to the same run to the same new run. What is in use, or
   * cannot be read, stays where it belongs.
   */
  private void bringAlong(Path other, String externalId)
      throws KeyUnavailableException, InterruptedException {
    try {
      Optional<RunDirectory> taken = store.take(other);
      if (taken.isPresent()) {
        try (RunDirectory directory = taken.get()) {
          directory.moveTo(
              account.destination(), directory.spec().toBuilder().externalId(externalId).build());
        }
      }
    } catch (IOException e) {
      messages.log(CoreMessage.NOT_BROUGHT_ALONG, e, other);
    }
  }

  /**
   * Uploads one run on the calling thread, if it belongs here: also one that was logged offline or
   * without a key.
   *
   * @param run as {@link RunStore#runs} gives it
   * @param ledger told how much there is and what becomes of it
   * @throws IOException if the run cannot be read, or if it cannot be known whether it is in use
   */
  public UploadResult recover(Path run, Ledger ledger) throws IOException, InterruptedException {
    return recover(run, Belonging.ASKED, ledger);
  }

  /** {@link #recover} for a run of which nobody has asked that it be uploaded. */
  public UploadResult recoverUnasked(Path run, Ledger ledger)
      throws IOException, InterruptedException {
    return recover(run, Belonging.UNASKED, ledger);
  }

  private UploadResult recover(Path run, Set<Belonging> uploaded, Ledger ledger)
      throws IOException, InterruptedException {
    Optional<RunDirectory> taken = store.take(run);
    if (taken.isEmpty()) {
      return UploadResult.IN_USE;
    }
    try (RunDirectory directory = taken.get()) {
      return uploaded.contains(account.belonging(directory.destination()))
          ? upload(directory, ledger)
          : UploadResult.ELSEWHERE;
    } catch (KeyUnavailableException e) {
      messages.say(CoreMessage.RECOVERY_WITHOUT_KEY, Reason.of(e), run);
      return UploadResult.NOT_SIGNED_IN;
    }
  }

  private UploadResult upload(RunDirectory directory, Ledger ledger)
      throws IOException, KeyUnavailableException, InterruptedException {
    BooleanSupplier continued = () -> store.isContinued(directory);
    try (PlutoApi api =
        new ContinuedRun(connector.connect(), continued, () -> store.isInUseElsewhere(directory))) {
      ledger.addStored(RunSnapshot.of(directory.path()).pendingValues());
      UploadResult result = deliver(directory, api, continued, ledger);
      if (result == UploadResult.WHOLE) {
        directory.remove();
        messages.log(CoreMessage.RECOVERING, directory.path());
      }
      return result;
    }
  }

  private Retry newRetry(WakeUp ownWakeUp, RunDirectory directory) {
    return new Retry(
        ownWakeUp,
        Patience.limited(context.settings().duration(Setting.INIT_TIMEOUT_SECONDS), patience),
        messages,
        "The run in " + directory.path() + " is not uploaded yet.",
        ownWakeUp.machine()::nanoTime);
  }

  private UploadResult deliver(
      RunDirectory directory, PlutoApi api, BooleanSupplier continued, Ledger ledger)
      throws IOException, InterruptedException {
    WakeUp ownWakeUp = wakeUp.another();
    Gate silent = new Gate(ownWakeUp.machine());
    Retry retry = newRetry(ownWakeUp, directory);
    try (JournalReader reader = directory.reader();
        Watchdog watchdog =
            new Watchdog(
                ownWakeUp.machine(),
                api::close,
                e -> messages.log(CoreMessage.REQUEST_NOT_CANCELLED, e))) {
      retry.cancelWith(watchdog);
      ServerLink link = new ServerLink(api, retry);
      LocalRun local = new LocalRun(directory, ledger, messages);
      Alive alive = new Alive(link, local, silent);
      try (RunUpload runUpload = new RunUpload(link, local, reader, context, alive)) {
        return runUpload.carryOrphan(continued);
      }
    } finally {
      silent.open();
    }
  }

  /** Without heartbeats the server takes a run for dead while a large backlog goes up. */
  private final class Alive implements RunUpload.Progress {
    private final ServerLink link;
    private final LocalRun local;
    private final Gate silent;
    private @Nullable ServerRun run;

    Alive(ServerLink link, LocalRun local, Gate silent) {
      this.link = link;
      this.local = local;
      this.silent = silent;
    }

    @Override
    public boolean belongsTo(String organization) {
      account.signedIn(organization);
      context.known().keyAccepted();
      return local.directory().destination().organization().map(organization::equals).orElse(true);
    }

    @Override
    public boolean isRunByAnother() {
      return store.isInUseElsewhere(local.directory());
    }

    @Override
    public void created(RunHandle created) {
      run = new ServerRun(link, created);
      wakeUp
          .machine()
          .start(
              "pluto-heartbeat",
              () -> new Heartbeat(link.api(), created, messages).beatForTheDead(silent),
              e -> messages.log(CoreMessage.HEARTBEATS_FAILED, e));
    }

    /** Only once it is {@link #created}. */
    private ServerRun run() {
      return Objects.requireNonNull(run);
    }

    @Override
    public Outcome<?> sendRest(Deferral deferral, Duration atMost)
        throws IOException, InterruptedException {
      Outcome<?> deferred = new DeferredUpload(run(), local, deferral).sendAll();
      Outcome<?> files = new FileUpload(run(), local).sendAll();
      return deferred.isAccepted() ? files : deferred;
    }

    @Override
    public Outcome<Void> report(RunEnd end) {
      return FinalStatus.ofOrphan(link.api(), run().handle(), end);
    }
  }
}
