package ai.trainy.pluto.agent.check;

import ai.trainy.pluto.agent.binding.BindingFile;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Settings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Can what the user has described of their own clients be read? */
public final class BindingsCheck implements Check {
  private static final String SUBJECT = "Bindings";

  private final Settings settings;
  private final ModeCheck mode;

  /** Null until somebody has asked. */
  private @Nullable BindingFile file;

  /** Null if nothing is wrong. */
  private @Nullable String fault;

  public BindingsCheck(Settings settings, ModeCheck mode) {
    this.settings = settings;
    this.mode = mode;
  }

  /** Returns what is described; nothing if it cannot be read. */
  public BindingFile file() {
    BindingFile read = file;
    if (read == null) {
      read = read();
      file = read;
    }
    return read;
  }

  private BindingFile read() {
    try {
      return Bindings.own(settings);
    } catch (IllegalArgumentException e) {
      fault = settings.source(Wandb.BINDINGS) + ": " + e.getMessage();
      return BindingFile.EMPTY;
    }
  }

  /** Returns why it cannot be read; empty if it can. */
  public Optional<String> fault() {
    file();
    return Optional.ofNullable(fault);
  }

  @Override
  public List<Finding> findings() {
    Optional<String> fault = fault();
    if (fault.isPresent()) {
      AgentMessage message =
          mode.isStandalone()
              ? AgentMessage.BINDINGS_UNREADABLE_STANDALONE
              : AgentMessage.BINDINGS_UNREADABLE;
      return List.of(
          Finding.failure(SUBJECT, fault.get(), "See docs/bindings.md.")
              .saying(Notice.of(message, fault.get())));
    }
    if (!settings.isGiven(Wandb.BINDINGS)) {
      return List.of();
    }
    int clients = file().clients().size();
    return List.of(
        Finding.ok(
            SUBJECT,
            clients
                + (clients == 1 ? " client" : " clients")
                + " described in "
                + settings.text(Wandb.BINDINGS).orElseThrow()));
  }
}
