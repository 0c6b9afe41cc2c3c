package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Gives a run that belongs elsewhere to the server that this process uploads to. Nothing that
 * another server handed out goes with it: no run id, no address of a file. Where this server has a
 * run with the same external id already, the run gets another one, since that is someone else's.
 */
final class Relocation {
  /** The protocol, section 2.1. */
  private static final int MAX_ID = 255;

  private final PlutoApi api;
  private final Account account;
  private final Retry retry;
  private final Messages messages;

  Relocation(PlutoApi api, Account account, Retry retry, Messages messages) {
    this.api = api;
    this.account = account;
    this.retry = retry;
    this.messages = messages;
  }

  /** Accepted, and done, unless the server does not say which external ids are taken. */
  Outcome<Boolean> bring(RunDirectory directory)
      throws IOException, KeyUnavailableException, InterruptedException {
    RunSpec spec = directory.spec();
    // Of a run whose server is not known this may be the server: then it goes on with it there.
    if (account.belonging(directory.destination()) != Belonging.UNKNOWN) {
      Outcome<OptionalLong> taken = retry.until(() -> api.find(spec.project(), spec.externalId()));
      if (!taken.isAccepted()) {
        return taken.failure();
      }
      if (taken.value().isPresent()) {
        directory.moveTo(account.destination(), renamed(spec));
        return Outcome.accepted(true);
      }
    }
    directory.moveTo(account.destination(), spec);
    return Outcome.accepted(true);
  }

  private RunSpec renamed(RunSpec spec) {
    String id = spec.externalId();
    String suffix = String.format("-%08x", new Random().nextInt());
    String fresh = id.substring(0, Math.min(id.length(), MAX_ID - suffix.length())) + suffix;
    messages.sayAbout(fresh, CoreMessage.RUN_RENAMED, id, spec.project(), fresh);
    return spec.toBuilder().externalId(fresh).build();
  }
}
