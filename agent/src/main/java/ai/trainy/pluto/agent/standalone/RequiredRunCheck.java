package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Stops a program whose run would not reach Pluto, if the user has asked for that. A server that
 * does not answer is no reason: what is logged is kept for it.
 */
public final class RequiredRunCheck {
  /** What {@code sysexits.h} has for something wrong with the configuration. */
  static final int EXIT_CODE = 78;

  private final Pluto pluto;
  private final Settings settings;
  private final Supplier<Optional<String>> network;
  private final IntConsumer exit;
  private final Messages messages;
  private final AtomicBoolean asked = new AtomicBoolean();

  /**
   * @param network what is wrong with the way to the server, once that was asked
   * @param exit ends the program with an exit code
   */
  public RequiredRunCheck(
      Pluto pluto,
      Settings settings,
      Supplier<Optional<String>> network,
      IntConsumer exit,
      Messages messages) {
    this.network = network;
    this.pluto = pluto;
    this.settings = settings;
    this.exit = exit;
    this.messages = messages;
  }

  /** On the program's thread, before a run is opened; asks the server at most once. */
  void check() {
    if (!isRequired(settings) || !asked.compareAndSet(false, true)) {
      return;
    }
    if (settings.mode() == Mode.DISABLED) {
      stop(settings.modeReason() + ", so nothing is logged");
    } else if (settings.mode() == Mode.ONLINE) {
      ask();
    } else if (settings.isModeClear()) {
      stop(settings.modeReason() + ", so nothing is uploaded");
    } else {
      stop(settings.problems().stream().map(Notice::toString).collect(Collectors.joining(" ")));
    }
  }

  /** Whether a program is to be stopped whose run would not reach Pluto. */
  public static boolean isRequired(Settings settings) {
    return settings.is(Wandb.REQUIRED, "true");
  }

  private void ask() {
    Outcome<String> answer;
    try {
      answer = pluto.signIn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = Outcome.tryAgain("the program was interrupted", Duration.ZERO);
    }
    switch (answer.kind()) {
      case ACCEPTED:
        break;
      case TRY_AGAIN:
        if (network.get().isPresent()) {
          stop(network.get().get());
          break;
        }
        messages.say(AgentMessage.REQUIRED_UNKNOWN, answer.why());
        break;
      default:
        stop(answer.why() + ". A key is made at " + settings.url(Setting.URL_APP) + "/api-keys");
    }
  }

  private void stop(String why) {
    stop(why, exit, messages);
  }

  /**
   * Stops a program.
   *
   * @param exit ends it with an exit code
   */
  public static void stop(String why, IntConsumer exit, Messages messages) {
    messages.say(
        AgentMessage.REQUIRED_UNMET,
        EXIT_CODE,
        Wandb.REQUIRED.variable(),
        why + (why.endsWith(".") ? "" : "."));
    exit.accept(EXIT_CODE);
  }

  /** A run would not, or not for certain, reach Pluto. */
  public void unmet(String why) {
    if (isRequired(settings)) {
      stop(why);
    }
  }
}
