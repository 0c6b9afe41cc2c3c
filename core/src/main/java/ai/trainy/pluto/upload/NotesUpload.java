package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.io.IOException;

/**
 * Carries a run's notes to where the run table shows them. All of them are in the run's config
 * besides, so nothing waits for them, and there is no message if they are cut or rejected.
 */
final class NotesUpload {
  /** UTF-16 units (the protocol, section 20b). */
  private static final int LONGEST = 1_000;

  private static final String CUT = "\u2026";

  private final PlutoApi api;
  private final RunDirectory directory;
  private final String key;
  private final Retry retry;
  private final Messages messages;
  private boolean over;

  /**
   * @param key where config has them
   */
  NotesUpload(PlutoApi api, RunDirectory directory, String key, Retry retry, Messages messages) {
    this.api = api;
    this.directory = directory;
    this.retry = retry;
    this.messages = messages;
    this.key = key;
    this.over = notes().isEmpty();
  }

  /** Makes one attempt, unless the server has them. */
  void send(RunHandle run) throws InterruptedException {
    if (over || directory.areNotesSent()) {
      over = true;
      return;
    }
    String notes = cut(notes());
    Outcome<Void> outcome = retry.once(() -> api.updateNotes(run, notes));
    over = outcome.isAccepted() || outcome.kind() == Outcome.Kind.REFUSED;
    if (!outcome.isAccepted()) {
      messages.log(CoreMessage.NOTES_IN_CONFIG_ALONE, run, outcome.why());
      return;
    }
    try {
      directory.writeNotesSent(run);
    } catch (IOException e) {
      messages.log(CoreMessage.NOTES_NOT_NOTED, e, directory.path());
    }
  }

  private String notes() {
    Object notes = directory.spec().config().get(key);
    return notes instanceof String ? (String) notes : "";
  }

  private static String cut(String notes) {
    if (notes.length() <= LONGEST) {
      return notes;
    }
    int end = LONGEST - CUT.length();
    // Half a character is none.
    end -= Character.isHighSurrogate(notes.charAt(end - 1)) ? 1 : 0;
    return notes.substring(0, end) + CUT;
  }
}
