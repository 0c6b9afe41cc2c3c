package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.journal.StagedFiles;
import ai.trainy.pluto.journal.StagedFiles.Staged;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Uploads a run's staged files to storage, on the calling thread. A file whose upload fails lets
 * those behind it pass and is retried later, for as long as it takes.
 */
final class FileUpload implements SideUpload.Carrier {
  /** An address is good for an hour (the protocol, section 9.6); a long upload must fit in. */
  private static final Duration ADDRESS_GOOD_FOR = Duration.ofMinutes(50);

  /** Files for which addresses are requested together (section 20, row 31). */
  private static final int GROUP = 10;

  /** If so many files in a row fail, the trouble is with storage: attempts are spaced out. */
  private static final int IN_A_ROW = 3;

  /** How often to look for newly staged files while others wait to be retried. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final String GONE = "its copy is gone or incomplete";

  private static final Outcome<Void> DONE = Outcome.accepted();

  private final PlutoApi api;
  private final RunHandle run;
  private final StagedFiles files;
  private final Ledger ledger;
  private final Retry retry;
  private final Messages messages;

  private final NameRegistration names;
  private final Random random;

  /** Of files that are being sent, by their copies; also on disk, if that takes them. */
  private final Map<Path, String> addresses = new HashMap<>();

  /** Files whose upload failed and is retried, by their copies. */
  private final Map<Path, Late> late = new LinkedHashMap<>();

  /** Copies of files that are uploaded or rejected, but could not be removed from disk. */
  private final Set<Path> stuckOnDisk = new HashSet<>();

  /** Those that failed since the last one was uploaded. */
  private final Set<Path> inVain = new HashSet<>();

  private Backoff backoff;
  private boolean stalled;
  private long stalledSince;
  private boolean retriedAtEnd;

  /** A file whose upload failed, and when it is retried. */
  private static final class Late {
    private final Staged file;
    private final long since;
    private final Backoff failures;
    private final Backoff rejections;
    private Outcome<?> outcome = DONE;
    private boolean rejectedBefore;
    private long due;

    Late(Staged file, long since, Random random) {
      this.file = file;
      this.since = since;
      this.failures = new Backoff(random);
      this.rejections = new Backoff(random, Duration.ofMinutes(3), Duration.ofMinutes(15));
    }

    /**
     * Each new address makes another entry on the run's page (the protocol, section 9.4). The first
     * may just have been too old; if the second is rejected too, a clock is wrong or the keys of
     * storage were changed, which takes a while to fix.
     */
    Duration pauseAfter(Outcome<?> failure) {
      boolean rejected = failure.kind() == Outcome.Kind.NOT_SIGNED_IN;
      Backoff backoff = rejected && rejectedBefore ? rejections : failures;
      rejectedBefore |= rejected;
      return backoff.next(failure.after());
    }
  }

  FileUpload(ServerRun run, LocalRun local) {
    this.api = run.api();
    this.run = run.handle();
    this.files = local.directory().files();
    this.ledger = local.ledger();
    this.retry = run.retry();
    this.messages = local.messages();
    this.names = new NameRegistration(run, messages);
    this.random = retry.machine().newRandom();
    this.backoff = new Backoff(random);
  }

  /**
   * Uploads what is staged now, and what is staged meanwhile.
   *
   * @return the outcome that ended it: accepted, unless nothing more can be sent now
   */
  @Override
  public Outcome<?> sendAll() throws IOException, InterruptedException {
    retryLateAtEnd();
    Outcome<?> outcome = DONE;
    while (outcome.isAccepted()) {
      List<Staged> fresh = fresh();
      if (fresh.isEmpty() && late.isEmpty()) {
        return DONE;
      }
      outcome = sendInGroups(fresh);
      if (outcome.isAccepted() && !late.isEmpty()) {
        outcome = sendLate(fresh.isEmpty());
      }
    }
    return outcome;
  }

  private List<Staged> fresh() throws IOException {
    Set<Path> known = new HashSet<>(late.keySet());
    known.addAll(stuckOnDisk);
    return files.waitingExcept(known);
  }

  private Outcome<?> sendInGroups(List<Staged> fresh) throws InterruptedException {
    Outcome<?> outcome = DONE;
    for (int from = 0; from < fresh.size() && outcome.isAccepted(); from += GROUP) {
      outcome = send(fresh.subList(from, Math.min(from + GROUP, fresh.size())));
    }
    return outcome;
  }

  private Outcome<?> send(List<Staged> group) throws InterruptedException {
    Outcome<?> outcome = register(group);
    if (outcome.isAccepted()) {
      outcome = announce(group.stream().filter(this::needsAddress).collect(Collectors.toList()));
    }
    for (int i = 0; i < group.size() && outcome.isAccepted(); i++) {
      outcome = send(group.get(i));
    }
    return outcome;
  }

  private Outcome<?> register(List<Staged> group) throws InterruptedException {
    group.forEach(file -> names.add(file.entry().type(), file.entry().logName()));
    return names.register();
  }

  private boolean needsAddress(Staged file) {
    files
        .address(file, ADDRESS_GOOD_FOR)
        .ifPresent(address -> addresses.put(file.content(), address));
    return !addresses.containsKey(file.content()) && file.isWhole();
  }

  /**
   * Asks for addresses. A request that is refused, too large or fails alone is halved, down to the
   * file at fault: what becomes of that is decided when it is sent.
   */
  private Outcome<?> announce(List<Staged> some) throws InterruptedException {
    if (some.isEmpty()) {
      return DONE;
    }
    FailsAlone<Void> alone = FailsAlone.toDivide(this::othersWork);
    Outcome<Void> outcome = retry.until(() -> presign(some), alone);
    if (outcome.kind() != Outcome.Kind.REFUSED && !alone.isFound()) {
      return outcome;
    }
    if (some.size() == 1) {
      return DONE;
    }
    int half = some.size() / 2;
    Outcome<?> first = announce(some.subList(0, half));
    return first.isAccepted() ? announce(some.subList(half, some.size())) : first;
  }

  private boolean othersWork() throws InterruptedException {
    return retry.once(api::signIn).isAccepted();
  }

  private Outcome<Void> presign(List<Staged> some) {
    Outcome<List<String>> answer =
        api.presign(run, some.stream().map(Staged::entry).collect(Collectors.toList()));
    if (!answer.isAccepted()) {
      return answer.failure();
    }
    for (int i = 0; i < some.size(); i++) {
      addresses.put(some.get(i).content(), answer.value().get(i));
      files.writeAddress(some.get(i), answer.value().get(i));
    }
    return DONE;
  }

  /** Makes one attempt to send a file; one that fails in passing is late from then on. */
  private Outcome<?> send(Staged file) throws InterruptedException {
    long began = retry.now();
    Outcome<Void> outcome = retry.once(() -> ensureAddress(file));
    if (outcome.kind() == Outcome.Kind.NOT_SIGNED_IN) {
      // The key was rejected: nothing else can be uploaded, either.
      outcome = retry.until(() -> ensureAddress(file));
      if (!outcome.isAccepted() && outcome.kind() != Outcome.Kind.REFUSED) {
        return outcome;
      }
    }
    if (outcome.isAccepted()) {
      outcome = retry.once(() -> upload(file));
    }
    switch (outcome.kind()) {
      case ACCEPTED:
        ledger.addSent(1);
        done(file, files::uploaded);
        return DONE;
      case REFUSED:
        ledger.addRejected(1);
        sayRejected(file, outcome);
        done(file, files::refused);
        return DONE;
      default:
        return postpone(file, outcome, began);
    }
  }

  private Outcome<Void> ensureAddress(Staged file) {
    if (!file.isWhole()) {
      return Outcome.refused(GONE);
    }
    return needsAddress(file) ? presign(List.of(file)) : DONE;
  }

  /** The address is kept over attempts, unless it is the trouble. */
  private Outcome<Void> upload(Staged file) {
    String address = addresses.get(file.content());
    if (address == null) {
      return Outcome.refused(GONE);
    }
    Outcome<Void> outcome = api.upload(address, file.content(), file.entry().fileType());
    if (outcome.kind() == Outcome.Kind.NOT_SIGNED_IN) {
      addresses.remove(file.content());
      files.forgetAddress(file);
    }
    return outcome;
  }

  private interface Removal {
    void of(Staged file) throws IOException;
  }

  private void done(Staged file, Removal removal) {
    Path copy = file.content();
    addresses.remove(copy);
    late.remove(copy);
    inVain.clear();
    backoff = new Backoff(random);
    stalled = false;
    try {
      removal.of(file);
    } catch (IOException e) {
      stuckOnDisk.add(copy);
      messages.log(CoreMessage.COPY_NOT_REMOVED, e, copy);
    }
  }

  private Outcome<?> postpone(Staged file, Outcome<?> failure, long began)
      throws InterruptedException {
    Late one = late.computeIfAbsent(file.content(), absent -> new Late(file, began, random));
    if (!failure.why().equals(one.outcome.why())) {
      messages.log(CoreMessage.FILE_RETRIED, file.entry().logName(), failure.why());
    }
    one.due = retry.now() + one.pauseAfter(failure).toNanos();
    // A rejected address says nothing about the key.
    one.outcome = Outcome.tryAgain(failure.why(), failure.after());
    retry.sayLasting(failure.why(), one.since);
    stall(began);
    inVain.add(file.content());
    return inVain.size() < IN_A_ROW ? DONE : rest(backoff.next(failure.after()), one);
  }

  /**
   * Retries the late file that is due first, if it is due.
   *
   * @param wait whether to wait for it, since nothing else is left to do
   */
  private Outcome<?> sendLate(boolean wait) throws InterruptedException {
    Late next = Collections.min(late.values(), Comparator.comparingLong(one -> one.due));
    Duration left = Duration.ofNanos(next.due - retry.now());
    if (left.isNegative() || left.isZero()) {
      return send(next.file);
    }
    return wait ? rest(left.compareTo(LOOK) > 0 ? LOOK : left, next) : DONE;
  }

  private Outcome<?> rest(Duration pause, Late one) throws InterruptedException {
    stall(retry.now());
    boolean inTime = retry.rest(pause, stalledSince);
    retryLateAtEnd();
    return inTime ? DONE : one.outcome;
  }

  private void retryLateAtEnd() {
    if (retry.isEnding() && !retriedAtEnd && !late.isEmpty()) {
      retriedAtEnd = true;
      backoff = new Backoff(random);
      late.values().forEach(each -> each.due = retry.now());
    }
  }

  /** Notes that nothing has been uploaded since then. */
  private void stall(long since) {
    if (!stalled) {
      stalled = true;
      stalledSince = since;
    }
  }

  private void sayRejected(Staged file, Outcome<?> outcome) {
    messages.sayAbout(
        run,
        CoreMessage.FILE_REJECTED,
        file.entry().logName(),
        outcome.why(),
        file.content().resolveSibling(""));
  }
}
