package ai.trainy.pluto.agent.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was found out so far, in the order in which it was. */
final class Checkup {
  private final List<Finding> findings = new ArrayList<>();

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

  long failures() {
    return findings.stream().filter(finding -> finding.level() == Finding.Level.FAILURE).count();
  }
}
