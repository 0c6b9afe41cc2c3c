package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.check.Check;
import ai.trainy.pluto.agent.check.Finding;
import ai.trainy.pluto.agent.check.StartupChecks;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A look at everything that has to be right for a program to log to Pluto, and what it found. */
public final class Diagnosis {
  private final List<Finding> findings = new ArrayList<>();

  private final boolean standalone;
  private boolean clientsChecked;

  /**
   * @param standalone whether programs log to Pluto alone
   */
  Diagnosis(boolean standalone) {
    this.standalone = standalone;
  }

  /**
   * Looks at everything. Asks the server and its services, for some seconds each at most; changes
   * nothing.
   *
   * @param jar the agent's
   * @param version that jar's, for people
   * @param options the agent's options, which the settings of {@code checks} have in them
   * @param checks what the agent looks at as well when it starts
   * @param classPath the program's, as {@code java -cp} takes it; null if it is not to be looked at
   */
  public static Diagnosis of(
      Path jar,
      String version,
      AgentOptions options,
      StartupChecks checks,
      @Nullable String classPath)
      throws InterruptedException {
    Settings settings = checks.settings();
    Diagnosis diagnosis = new Diagnosis(checks.mode().isStandalone());
    diagnosis.addAll(checks.java());
    JarCheck.into(diagnosis, jar, version);
    diagnosis.addAll(checks.secondCopy());
    SettingsCheck.into(diagnosis, options, settings, checks.mode());
    diagnosis.addAll(checks.afterKill());
    SignInCheck.into(diagnosis, settings, checks.key());
    ServicesCheck.into(diagnosis, settings);
    DiskCheck.into(diagnosis, settings);
    diagnosis.addAll(checks.bindings());
    ClientsCheck.into(diagnosis, settings, checks.bindings().file(), classPath);
    diagnosis.clientsChecked = classPath != null;
    return diagnosis;
  }

  void addAll(Check check) {
    check.findings().forEach(this::add);
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  void ok(String subject, String text) {
    ok(subject, text, List.of());
  }

  void ok(String subject, String text, List<String> details) {
    add(new Finding(Finding.Level.OK, subject, text, "", details));
  }

  void note(String subject, String text) {
    add(new Finding(Finding.Level.NOTE, subject, text, "", List.of()));
  }

  void warning(String subject, String text, String advice) {
    add(new Finding(Finding.Level.WARNING, subject, text, advice, List.of()));
  }

  void failure(String subject, String text, String advice) {
    failure(subject, text, advice, List.of());
  }

  void failure(String subject, String text, String advice, List<String> details) {
    add(new Finding(Finding.Level.FAILURE, subject, text, advice, details));
  }

  List<Finding> findings() {
    return Collections.unmodifiableList(findings);
  }

  /** Whether a program would log to Pluto. */
  public boolean isWell() {
    return failures() == 0;
  }

  /** Whether programs log to Pluto alone: wandb is switched off and can be. */
  boolean isStandalone() {
    return standalone;
  }

  /** Whether a program's class path was given, and its clients were looked at. */
  boolean areClientsChecked() {
    return clientsChecked;
  }

  /** How many things there are because of which one would not. */
  long failures() {
    return findings.stream().filter(finding -> finding.level() == Finding.Level.FAILURE).count();
  }
}
