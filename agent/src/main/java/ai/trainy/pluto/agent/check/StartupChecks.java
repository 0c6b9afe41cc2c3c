package ai.trainy.pluto.agent.check;

import ai.trainy.pluto.credentials.Keyring;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Settings;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is checked for a program, in this order. The agent stops at the first obstacle; {@code
 * doctor} looks at everything.
 */
public final class StartupChecks {
  private final Settings settings;
  private final JavaCheck java;
  private final ModeCheck mode;
  private final KeyCheck key;
  private final Check secondCopy;
  private final AfterKillCheck afterKill;
  private final BindingsCheck bindings;

  /**
   * Looks at nothing yet.
   *
   * @param keyring asked by nobody but {@link ai.trainy.pluto.credentials.Credential#get}
   * @param secondCopy whether another copy of the agent is there: who starts sees it, others infer
   *     it
   */
  public StartupChecks(Settings settings, Keyring keyring, Check secondCopy) {
    this.settings = settings;
    this.java = new JavaCheck(settings);
    this.mode = new ModeCheck(settings, java);
    this.key = new KeyCheck(settings, keyring, mode);
    this.secondCopy = secondCopy;
    this.afterKill = new AfterKillCheck(settings);
    this.bindings = new BindingsCheck(settings, mode);
  }

  /**
   * Goes through them until one leaves nothing to do.
   *
   * @param notices is given what a program says
   * @return whether there is something to do for the agent
   */
  public boolean pass(Consumer<Notice> notices) {
    for (Check check : all()) {
      // Without lambdas: each class of a start costs its program.
      for (Finding finding : check.findings()) {
        if (finding.notice().isPresent()) {
          notices.accept(finding.notice().get());
        }
      }
      if (check.isObstacle()) {
        return false;
      }
    }
    return true;
  }

  /** Returns all of them, each after those that it relies on. */
  public List<Check> all() {
    return List.of(java, mode, key, secondCopy, afterKill, bindings);
  }

  /** Returns what the program is started with. */
  public Settings settings() {
    return settings;
  }

  public JavaCheck java() {
    return java;
  }

  public ModeCheck mode() {
    return mode;
  }

  public KeyCheck key() {
    return key;
  }

  public Check secondCopy() {
    return secondCopy;
  }

  public AfterKillCheck afterKill() {
    return afterKill;
  }

  public BindingsCheck bindings() {
    return bindings;
  }
}
