package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.signin.LibraryKeyring;
import ai.trainy.pluto.agent.cli.signin.StoredKey;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Signs out: removes the key that login saved. */
@Command(
    name = "logout",
    header = "Removes the stored API key.",
    description = {
      "",
      "Removes the key from the keyring of the operating system and from the key file"
          + " shared with Pluto's Python client.",
      "",
      "The key stays valid; revoke it on Pluto's page. Environment variables are not" + " changed.",
      ""
    },
    exitCodeList = {
      "0:no key is stored any more",
      "1:a key may still be stored; the reason is on stderr",
      "2:usage error"
    },
    footer = "  logout")
final class Logout implements Callable<Integer> {
  private final Invocation invocation;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  Logout(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = invocation.settings();
    List<String> from = new StoredKey(new LibraryKeyring(PATIENCE), settings).remove();
    if (from.isEmpty()) {
      out.println("No key was stored.");
    }
    from.forEach(place -> out.println("Removed the key from " + place + "."));
    if (settings.isGiven(Setting.API_KEY)) {
      out.println(settings.source(Setting.API_KEY) + " is still set; programs use the key in it.");
    }
    return 0;
  }
}
