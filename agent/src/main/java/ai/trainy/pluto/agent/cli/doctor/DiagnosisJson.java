package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.check.Finding;
import ai.trainy.pluto.agent.cli.text.JsonText;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A diagnosis for programs. Fields may be added; none changes its meaning. */
public final class DiagnosisJson {
  private DiagnosisJson() {}

  public static String of(Diagnosis diagnosis, Settings settings) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("wouldLogToPluto", diagnosis.isWell());
    root.put("clientsChecked", diagnosis.areClientsChecked());
    root.put("wandb", !diagnosis.isStandalone());
    List<Object> findings = new ArrayList<>();
    diagnosis.findings().forEach(finding -> findings.add(finding(finding)));
    root.put("findings", findings);
    List<Object> values = new ArrayList<>();
    for (Setting setting : settings.all()) {
      values.add(setting(settings, setting));
    }
    root.put("settings", values);
    return JsonText.of(root);
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("subject", finding.subject());
    map.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    map.put("text", finding.text());
    map.put("details", finding.details());
    map.put("advice", finding.advice().orElse(null));
    return map;
  }

  private static Map<String, Object> setting(Settings settings, Setting setting) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("variable", setting.variable());
    map.put("value", settings.shown(setting).orElse(null));
    map.put("source", settings.source(setting));
    map.put("meaning", setting.meaning());
    return map;
  }
}
