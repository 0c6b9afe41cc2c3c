package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.journal.StagedFiles;
import ai.trainy.pluto.journal.StagedFiles.Staged;
import ai.trainy.pluto.notice.Notices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Carries a run's staged files to storage, on the calling thread. */
final class FileDelivery implements SideUpload.Carrier {
  /** An address is good for an hour (the protocol, section 9.6); a long upload must fit in. */
  private static final Duration ADDRESS_GOOD_FOR = Duration.ofMinutes(50);

  private static final int MAX_ADDRESSES = 3;

  /** So many are announced together (section 20, row 31). */
  private static final int GROUP = 10;

  private static final Outcome<Void> DONE = Outcome.accepted(null);

  private final PlutoApi api;
  private final RunHandle run;
  private final StagedFiles files;
  private final Ledger ledger;
  private final Persistence persistence;
  private final Notices notices;

  private final NameRegistration names;

  /** Those of the group that is being sent, by its copies; also on disk, if that takes them. */
  private final Map<Path, String> addresses = new HashMap<>();

  private int addressesInVain;

  FileDelivery(
      PlutoApi api,
      RunHandle run,
      StagedFiles files,
      Ledger ledger,
      Persistence persistence,
      Notices notices) {
    this.api = api;
    this.run = run;
    this.files = files;
    this.ledger = ledger;
    this.persistence = persistence;
    this.notices = notices;
    this.names = new NameRegistration(api, run, persistence, notices);
  }

  @Override
  public Outcome<?> sendAll() throws IOException, InterruptedException {
    for (List<Staged> some = files.waiting(); !some.isEmpty(); some = files.waiting()) {
      for (int from = 0; from < some.size(); from += GROUP) {
        Outcome<?> outcome = send(some.subList(from, Math.min(from + GROUP, some.size())));
        if (!outcome.isAccepted()) {
          return outcome;
        }
      }
    }
    return DONE;
  }

  private Outcome<?> send(List<Staged> group) throws IOException, InterruptedException {
    Outcome<?> outcome = register(group);
    if (outcome.isAccepted()) {
      outcome = announce(group);
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

  /** Asks for the addresses of all that have none. A refusal is of one of them: each asks alone. */
  private Outcome<?> announce(List<Staged> group) throws InterruptedException {
    addresses.clear();
    List<Staged> fresh = new ArrayList<>();
    for (Staged file : group) {
      files
          .address(file, ADDRESS_GOOD_FOR)
          .ifPresent(address -> addresses.put(file.content(), address));
      if (!addresses.containsKey(file.content()) && Files.exists(file.content())) {
        fresh.add(file);
      }
    }
    if (fresh.isEmpty()) {
      return DONE;
    }
    Outcome<?> outcome = persistence.until(() -> presign(fresh));
    return outcome.kind() == Outcome.Kind.REFUSED ? DONE : outcome;
  }

  private Outcome<Void> presign(List<Staged> some) {
    Outcome<List<String>> answer =
        api.presign(run, some.stream().map(Staged::entry).collect(Collectors.toList()));
    if (!answer.isAccepted()) {
      return answer.failure();
    }
    for (int i = 0; i < some.size(); i++) {
      addresses.put(some.get(i).content(), answer.value().get(i));
      files.keepAddress(some.get(i), answer.value().get(i));
    }
    return DONE;
  }

  private Outcome<?> send(Staged file) throws IOException, InterruptedException {
    addressesInVain = 0;
    Outcome<?> outcome = persistence.untilMoved(() -> upload(file));
    if (outcome.isAccepted()) {
      ledger.addSent(1);
      files.uploaded(file);
    } else if (outcome.kind() == Outcome.Kind.REFUSED) {
      ledger.addRejected(1);
      files.refused(file);
      sayRefused(file, outcome);
      return DONE;
    }
    return outcome;
  }

  /** One attempt. The address is kept over attempts: asking again makes another entry. */
  private Outcome<Void> upload(Staged file) {
    if (!Files.exists(file.content())) {
      return Outcome.refused("its copy is gone");
    }
    if (!addresses.containsKey(file.content())) {
      Outcome<Void> presigned = presign(List.of(file));
      if (!presigned.isAccepted()) {
        return presigned;
      }
    }
    Outcome<Void> outcome =
        api.upload(addresses.get(file.content()), file.content(), file.entry().fileType());
    return outcome.kind() == Outcome.Kind.NOT_SIGNED_IN ? notThere(file, outcome) : outcome;
  }

  /**
   * The address is not accepted: a clock is wrong, or storage has other keys now. Ask for another.
   */
  private Outcome<Void> notThere(Staged file, Outcome<Void> outcome) {
    addresses.remove(file.content());
    files.forgetAddress(file);
    return ++addressesInVain < MAX_ADDRESSES
        ? Outcome.tryAgain(outcome.why(), Duration.ZERO)
        : Outcome.refused(outcome.why());
  }

  private void sayRefused(Staged file, Outcome<?> outcome) {
    notices.say(
        "rejected file " + run,
        "Pluto refused the file '"
            + file.entry().logName()
            + "' ("
            + outcome.why()
            + "). It and others like it are kept in "
            + file.content().getParent()
            + "; everything else goes through.");
  }
}
