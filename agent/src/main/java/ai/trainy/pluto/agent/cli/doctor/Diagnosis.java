package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A look at everything that has to be right for a program to log to Pluto, and what it found. */
public final class Diagnosis {
  private final List<Finding> findings = new ArrayList<>();

  private boolean clientsChecked;

  Diagnosis() {}

  /**
   * Looks at everything. Asks the server and its services, for some seconds each at most; changes
   * nothing.
   *
   * @param jar the agent's
   * @param version that jar's, for people
   * @param options the agent's options, which {@code settings} have in them
   * @param classPath the program's, as {@code java -cp} takes it; null if it is not to be looked at
   */
  public static Diagnosis of(
      Path jar, String version, AgentOptions options, Settings settings, String classPath)
      throws InterruptedException {
    Diagnosis checkup = new Diagnosis();
    JavaCheck.into(checkup, settings.isOnlyCopy());
    JarCheck.into(checkup, jar, version, settings);
    SettingsCheck.into(checkup, options, settings);
    SignInCheck.into(checkup, settings);
    ServicesCheck.into(checkup, settings);
    DiskCheck.into(checkup, settings);
    ClientsCheck.into(checkup, settings, classPath);
    checkup.clientsChecked = classPath != null;
    return checkup;
  }

  void ok(String subject, String text) {
    ok(subject, text, List.of());
  }

  void ok(String subject, String text, List<String> details) {
    findings.add(new Finding(Finding.Level.OK, subject, text, null, details));
  }

  void note(String subject, String text) {
    findings.add(new Finding(Finding.Level.NOTE, subject, text, null, List.of()));
  }

  void warning(String subject, String text, String advice) {
    findings.add(new Finding(Finding.Level.WARNING, subject, text, advice, List.of()));
  }

  void failure(String subject, String text, String advice) {
    failure(subject, text, advice, List.of());
  }

  void failure(String subject, String text, String advice, List<String> details) {
    findings.add(new Finding(Finding.Level.FAILURE, subject, text, advice, details));
  }

  List<Finding> findings() {
    return Collections.unmodifiableList(findings);
  }

  /** Whether a program would log to Pluto. */
  public boolean isWell() {
    return failures() == 0;
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
