package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.check.Finding;
import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.messages.Printable;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** A diagnosis for people. */
public final class DiagnosisText {
  private static final String BELOW = " ".repeat(17);

  private final Ansi ansi;

  /**
   * @param ansi whether there are colours
   */
  public DiagnosisText(Ansi ansi) {
    this.ansi = ansi;
  }

  /** The lines to print. */
  public List<String> of(Diagnosis diagnosis, Settings settings) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : diagnosis.findings()) {
      lines.add(
          String.format(
              "%-10s %s  %s",
              finding.subject(), mark(finding.level()), Printable.escaped(finding.text())));
      finding.details().forEach(detail -> lines.add(BELOW + Printable.escaped(detail)));
      finding.advice().ifPresent(advice -> lines.add(BELOW + "-> " + Printable.escaped(advice)));
    }
    lines.add("");
    addSettings(lines, settings);
    lines.add("");
    lines.add(verdict(diagnosis));
    return lines;
  }

  private String mark(Finding.Level level) {
    switch (level) {
      case OK:
        return ansi.string("@|green ok|@  ");
      case NOTE:
        return "-   ";
      case WARNING:
        return ansi.string("@|yellow warn|@");
      default:
        return ansi.string("@|bold,red FAIL|@");
    }
  }

  private static void addSettings(List<String> lines, Settings settings) {
    int names = 0;
    int values = 0;
    for (Setting setting : settings.all()) {
      names = Math.max(names, setting.variable().length());
      values = Math.max(values, value(settings, setting).length());
    }
    String row = "%-" + names + "s  %-" + values + "s  %s";
    lines.add(String.format(row, "SETTING", "VALUE", "FROM"));
    for (Setting setting : settings.all()) {
      lines.add(
          String.format(
              row, setting.variable(), value(settings, setting), settings.source(setting)));
    }
  }

  private static String value(Settings settings, Setting setting) {
    return settings.shown(setting).orElse(setting == Setting.API_KEY ? "absent" : "");
  }

  private static String verdict(Diagnosis diagnosis) {
    if (!diagnosis.isWell()) {
      return Formats.of(diagnosis.failures(), "problem")
          + " found: programs on this machine cannot log to Pluto.";
    }
    String where = diagnosis.isStandalone() ? "Pluto alone" : "wandb and to Pluto";
    return diagnosis.areClientsChecked()
        ? "This program can log to " + where + "."
        : "No problem found. The program's wandb client was not checked: add --class-path PATH.";
  }
}
