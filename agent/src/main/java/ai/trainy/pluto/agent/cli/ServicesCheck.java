package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.settings.Settings;

/** Are Pluto's services to be reached from here? */
final class ServicesCheck {
  private ServicesCheck() {}

  static void into(Checkup checkup, Settings settings) {}
}
