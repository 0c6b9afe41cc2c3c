package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.agent.cli.text.ShellSyntax;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.api.Server;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.upload.Account;
import ai.trainy.pluto.upload.Belonging;
import java.nio.file.Path;
import java.util.Map;

/** Where runs belong, for people, and which command uploads them. */
public final class Whereabouts {
  private static final String SYNC = "java -jar pluto-wandb-agent.jar sync ";
  private static final ShellSyntax SHELL = ShellSyntax.ofThisSystem();
  private static final Server DEFAULT =
      Account.server(new Settings(Wandb.options(null), Map.of(), Map.of()));

  private Whereabouts() {}

  /** In a few words, without a full stop. */
  public static String of(Belonging belonging, Destination destination) {
    switch (belonging) {
      case UNKNOWN:
        return "an unknown server";
      case OTHER_KEY:
        return destination + " (another key)";
      case NO_KEY:
        return destination + " (no key)";
      default:
        return destination.toString();
    }
  }

  /**
   * What to do about runs that plain {@code sync} does not upload, in whole sentences.
   *
   * @param runs how many
   * @param directory with these runs, as {@code sync} takes it
   */
  public static String advice(
      Belonging belonging, Destination destination, long runs, Path directory) {
    String them = runs == 1 ? "it" : "them";
    String here = SYNC + "--to-this-server " + SHELL.quoted(directory.toString());
    if (belonging == Belonging.UNKNOWN) {
      return Formats.of(runs, "run")
          + (runs == 1
              ? " does not say which server it belongs"
              : " do not say which server they belong")
          + " to. To upload "
          + them
          + " to the server of this environment: "
          + here;
    }
    return Formats.of(runs, "run")
        + (runs == 1 ? " belongs to " : " belong to ")
        + of(belonging, destination)
        + ". To upload "
        + them
        + " there: "
        + there(belonging, destination, directory)
        + ". To upload "
        + them
        + " to the server of this environment as "
        + (runs == 1 ? "a new run: " : "new runs: ")
        + here;
  }

  private static String there(Belonging belonging, Destination destination, Path directory) {
    String sync = SYNC + SHELL.quoted(directory.toString());
    switch (belonging) {
      case OTHER_SERVER:
        return environment(destination.server().orElseThrow()) + sync;
      case OTHER_ORGANIZATION:
        return sync + ", with a key of " + destination.organization().orElseThrow();
      default:
        return sync + ", with the key of then";
    }
  }

  private static String environment(Server server) {
    if (server.equals(DEFAULT)) {
      return "unset PLUTO_HOST and PLUTO_URL_*; ";
    }
    String host = server.api().replaceFirst("^http://(.*):3001$", "$1");
    Server whole =
        Account.server(
            new Settings(Wandb.options(null), Map.of(), Map.of(Setting.HOST.variable(), host)));
    return server.equals(whole)
        ? SHELL.with(Setting.HOST.variable(), host)
        : SHELL.with(Setting.URL_API.variable(), server.api())
            + SHELL.with(Setting.URL_INGEST.variable(), server.ingest())
            + SHELL.with(Setting.URL_PY.variable(), server.py());
  }
}
