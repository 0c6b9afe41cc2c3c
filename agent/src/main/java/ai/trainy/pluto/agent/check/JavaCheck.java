package ai.trainy.pluto.agent.check;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.standalone.Instantiator;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is this a Java that agents run on, and on which wandb can be switched off? */
public final class JavaCheck implements Check {
  private static final String SUBJECT = "Java";

  private final Settings settings;

  /** Null until somebody has asked. */
  private @Nullable Boolean standalone;

  JavaCheck(Settings settings) {
    this.settings = settings;
  }

  /** Returns whether wandb is switched off and can be. */
  boolean isStandalone() {
    Boolean known = standalone;
    if (known == null) {
      known = settings.isOnlyCopy() && Instantiator.isPossible();
      standalone = known;
    }
    return known;
  }

  @Override
  public List<Finding> findings() {
    String java =
        Runtime.version()
            + " ("
            + System.getProperty("java.vendor")
            + ") in "
            + System.getProperty("java.home");
    // That it is not too old has been seen before we came this far.
    if (ModuleLayer.boot().findModule("java.instrument").isEmpty()) {
      return List.of(
          Finding.failure(
              SUBJECT,
              java + " has no module java.instrument: no agent starts on it",
              "Run your program on a full JDK or JRE, or add the module to the image (jlink)."));
    }
    if (settings.isOnlyCopy() && !isStandalone()) {
      return List.of(
          Finding.warning(
                  SUBJECT,
                  java
                      + " has no module jdk.unsupported: wandb cannot be switched off, and runs"
                      + " beside Pluto",
                  "Add the module to the image (jlink).")
              .saying(Notice.of(AgentMessage.STANDALONE_IMPOSSIBLE, Wandb.DISABLE_LOGGING)));
    }
    return List.of(Finding.ok(SUBJECT, java));
  }
}
