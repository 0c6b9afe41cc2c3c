package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.signin.LibraryKeyring;
import ai.trainy.pluto.agent.cli.signin.StoredKey;
import ai.trainy.pluto.agent.cli.signin.SystemKeyring;
import ai.trainy.pluto.agent.cli.text.ShellSyntax;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.messages.Printable;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.transport.HttpPlutoApi;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs in: checks a key and keeps it for the programs of this user. */
@Command(
    name = "login",
    header = "Stores the API key that your programs use for Pluto.",
    description = {
      "",
      "Checks the key with Pluto first, and stores nothing if Pluto rejects it or does"
          + " not answer. The key is stored in the keyring of the operating system (macOS"
          + " Keychain, Windows Credential Manager, GNOME Keyring or KWallet) or, if there is"
          + " none, in the key file of Pluto's Python client.",
      "",
      "PLUTO_API_KEY takes precedence over the stored key.",
      ""
    },
    exitCodeList = {
      "0:the key is stored",
      "1:Pluto rejected the key or did not answer, or the key could not be stored",
      "2:usage error, or no key given"
    },
    footer = {
      "  login                     asks for the key",
      "  login - < key.txt         reads it from a file",
      "  login --host pluto.lab    checks it with a self-hosted Pluto"
    })
final class Login implements Callable<Integer> {
  private final Invocation invocation;

  /** Somebody may have to find the password that unlocks a keyring. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** No key is as long; whatever is, is no key. */
  private static final int MAX_INPUT_BYTES = 4096;

  @Parameters(
      arity = "0..1",
      paramLabel = "KEY",
      description =
          "The key, or - to read it from standard input, which keeps it out of the process"
              + " list and the shell history. Default: ask without showing it.")
  private @Nullable String given;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "The machine that runs a self-hosted Pluto. Programs need it as well: PLUTO_HOST=HOST.")
  private @Nullable String host;

  @Option(
      names = "--no-check",
      description = "Store the key without checking it, for a machine that cannot reach Pluto now.")
  private boolean unchecked;

  @Spec private CommandSpec spec;

  Login(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = host == null ? invocation.settings() : invocation.settingsWithHost(host);
    if (!settings.problems().isEmpty()) {
      settings.problems().forEach(err()::println);
      err().println("Correct this first; nothing was saved.");
      return 2;
    }
    settings.hints().forEach(err()::println);
    SystemKeyring keyring = new LibraryKeyring(PATIENCE);
    StoredKey storedKey = new StoredKey(keyring, settings);
    if (!storedKey.hasPlace()) {
      err()
          .println(
              "This user has no home directory, so there is no safe place for a key. Set "
                  + Setting.API_KEY.variable()
                  + " instead.");
      Credentials.earlierKeyHint(settings).ifPresent(err()::println);
      return 1;
    }
    ApiKey key = key(settings);
    if (unchecked) {
      storedKey.store(key).forEach(out()::println);
      out().println("It was not checked.");
    } else {
      Outcome<String> answer = check(settings, key);
      if (!answer.isAccepted()) {
        refuse(settings, answer);
        return 1;
      }
      storedKey.store(key).forEach(out()::println);
      out().println("Signed in to " + Printable.escaped(answer.value()) + ".");
    }
    warnOfAnother(settings);
    if (host != null) {
      String export =
          ShellSyntax.ofThisSystem().set(Setting.HOST.variable(), Printable.escaped(host));
      out().println("Programs need the same address: " + export);
    }
    Credentials.earlierKeyHint(settings).ifPresent(err()::println);
    return 0;
  }

  private void refuse(Settings settings, Outcome<String> answer) {
    String why = Printable.escaped(answer.why());
    if (answer.kind() == Outcome.Kind.NOT_SIGNED_IN) {
      err().println("error: Pluto rejected the key (" + why + "); nothing was saved.");
      err().println("Create a key at " + Credentials.page(settings));
    } else {
      err()
          .println(
              "error: The key was not checked: "
                  + settings.url(Setting.URL_API)
                  + " did not answer ("
                  + why
                  + ").");
      err().println("Nothing was kept; to keep it all the same: login --no-check");
    }
  }

  private ApiKey key(Settings settings) throws IOException {
    String text = given;
    if (text == null) {
      text = ask(settings);
    } else if (text.equals("-")) {
      text = invocation.input(MAX_INPUT_BYTES).replaceFirst("\\R\\z", "");
    }
    if (text == null || text.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "No key given. Create one at " + Credentials.page(settings));
    }
    try {
      ApiKey key =
          ApiKey.of(text, given == null ? "your answer" : "this command", settings.client());
      key.correction().ifPresent(err()::println);
      return key;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + "; nothing was saved.");
    }
  }

  private @Nullable String ask(Settings settings) {
    Console console =
        invocation
            .terminal()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "Not a terminal. Pipe the key in: login - < FILE"));
    // The console prints the prompt once it has switched the echo off: what is pasted at once is
    // not shown either.
    char[] answer =
        Prompt.ask(
            err(),
            () ->
                console.readPassword(
                    "Create a key at %s%nPaste it here (not shown): ", Credentials.page(settings)));
    return answer == null ? null : new String(answer);
  }

  private Outcome<String> check(Settings settings, ApiKey key) {
    try (HttpPlutoApi api = new HttpPlutoApi(settings, key, err()::println)) {
      Outcome<String> answer = api.signIn();
      if (!answer.isTimeout()) {
        return answer;
      }
      // Whoever sits here would do the same, and paste the key once more.
      err().println("No answer yet; trying once more.");
      return api.signIn();
    }
  }

  private void warnOfAnother(Settings settings) {
    if (settings.isGiven(Setting.API_KEY)) {
      err()
          .println(
              "Note that the key in "
                  + settings.source(Setting.API_KEY)
                  + " comes first, for programs that see it.");
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
