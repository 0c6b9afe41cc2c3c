package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.settings.Settings;

/** Which wandb clients a program has, and whether the agent knows how to go along with them. */
final class ClientsCheck {
  private ClientsCheck() {}

  static void into(Checkup checkup, Settings settings, String classPath) {}
}
