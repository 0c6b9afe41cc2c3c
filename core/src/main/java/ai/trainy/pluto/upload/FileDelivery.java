package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.journal.StagedFiles;
import ai.trainy.pluto.journal.StagedFiles.Staged;
import ai.trainy.pluto.notice.Notices;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Carries a run's staged files to storage, on the calling thread. */
final class FileDelivery {
  /** An address is good for an hour (the protocol, section 9.6); a long upload must fit in. */
  private static final Duration ADDRESS_GOOD_FOR = Duration.ofMinutes(50);

  private static final int MAX_ADDRESSES = 3;

  private final PlutoApi api;
  private final RunHandle run;
  private final StagedFiles files;
  private final Ledger ledger;
  private final Persistence persistence;
  private final Notices notices;
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
  }

  /**
   * Uploads what is staged now, and what is staged meanwhile.
   *
   * @return the outcome that ended it: accepted, unless the server will not have any more
   */
  Outcome<?> sendAll() throws IOException, InterruptedException {
    for (List<Staged> some = files.waiting(); !some.isEmpty(); some = files.waiting()) {
      for (Staged file : some) {
        Outcome<?> outcome = send(file);
        if (outcome.isAccepted()) {
          ledger.addSent(1);
          files.uploaded(file);
        } else if (outcome.kind() == Outcome.Kind.REFUSED) {
          ledger.addRejected(1);
          files.refused(file);
          sayRefused(file, outcome);
        } else {
          return outcome;
        }
      }
    }
    return Outcome.accepted(null);
  }

  private Outcome<?> send(Staged file) throws InterruptedException {
    FileEntry entry = file.entry();
    if (!Files.exists(file.content())) {
      return Outcome.refused("its copy is gone");
    }
    Outcome<Void> registered =
        persistence.until(() -> api.registerNames(run, entry.type(), List.of(entry.logName())));
    if (!registered.isAccepted() && registered.kind() != Outcome.Kind.REFUSED) {
      return registered;
    }
    addressesInVain = 0;
    return persistence.until(() -> upload(file));
  }

  /** One attempt. The address is kept over attempts: asking again makes another entry. */
  private Outcome<Void> upload(Staged file) {
    Optional<String> known = files.address(file, ADDRESS_GOOD_FOR);
    String address;
    if (known.isPresent()) {
      address = known.get();
    } else {
      Outcome<String> presigned = api.presign(run, file.entry());
      if (!presigned.isAccepted()) {
        return presigned.failure();
      }
      address = presigned.value();
      files.keepAddress(file, address);
    }
    Outcome<Void> outcome = api.upload(address, file.content());
    return outcome.kind() == Outcome.Kind.NOT_SIGNED_IN ? notThere(file, outcome) : outcome;
  }

  /**
   * The address is not accepted: a clock is wrong, or storage has other keys now. Ask for another.
   */
  private Outcome<Void> notThere(Staged file, Outcome<Void> outcome) {
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
