package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.runs.Home;
import ai.trainy.pluto.agent.cli.runs.RunLabel;
import ai.trainy.pluto.agent.cli.runs.SyncSummary;
import ai.trainy.pluto.agent.cli.runs.Whereabouts;
import ai.trainy.pluto.agent.cli.signin.OwnKeyring;
import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.journal.NewerFormatException;
import ai.trainy.pluto.journal.NoLockFileException;
import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.LogFile;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.transport.HttpPlutoApi;
import ai.trainy.pluto.upload.Account;
import ai.trainy.pluto.upload.Belonging;
import ai.trainy.pluto.upload.Connector;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.Recovery;
import ai.trainy.pluto.upload.UploadContext;
import ai.trainy.pluto.upload.UploadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Uploads runs that were left behind, while the person who asked for it waits. */
@Command(
    name = "sync",
    header = "Uploads runs that have not been uploaded yet.",
    description = {
      "",
      "Uploads the runs on this machine whose program was killed, ended before"
          + " everything was uploaded, or ran offline, with their final status.",
      "",
      "Skips runs that a program is still logging. You can stop it at any time; what"
          + " is uploaded by then is not uploaded again.",
      "",
      "Uploads each run to the server and the organization it was logged for, and asks"
          + " if an old version did not record them. --to-this-server uploads runs of other"
          + " servers and organizations as new runs; data that their own server has stays"
          + " there.",
      "",
      "--delete deletes one run you no longer want; it asks first. Data that Pluto has"
          + " stays there.",
      ""
    },
    exitCodeList = {
      "0:nothing is left but runs in use; with --delete, the run is deleted",
      "1:something is left, or there is no such run; the reason is on stderr",
      "2:usage error, or DIR does not exist"
    },
    footer = {
      "  sync                      uploads all runs on this machine",
      "  sync --dry-run            lists them",
      "  sync --dry-run --show     prints everything that would be sent",
      "  sync --run 9bdfpf4o       one run",
      "  sync /data/job-17         runs of programs that had PLUTO_DIR=/data/job-17",
      "  sync --to-this-server --run 9bdfpf4o",
      "                            a run of another server, as a new run",
      "  sync --delete 9bdfpf4o    deletes a run instead of uploading it"
    })
final class Sync implements Callable<Integer> {
  private final Invocation invocation;

  private static final int PATIENCE_SECONDS = 30;
  private static final Duration KEYRING_PATIENCE = Duration.ofSeconds(60);
  private static final String WOULD_UPLOAD = "would upload  ";
  static final String IN_USE = "a program or another sync is using it";

  @Spec private CommandSpec spec;

  @Mixin private RunsDirectory runsDirectory;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "Upload only the run with this id, name or directory name.")
  private @Nullable String run;

  @Option(
      names = "--to-this-server",
      description =
          "Also upload runs that belong to another server or organization, as new runs. Asks"
              + " about each.")
  private boolean toThisServer;

  @Option(
      names = "--delete",
      paramLabel = "RUN",
      description =
          "Delete one run instead of uploading: RUN is its id, name or directory name, as"
              + " shown by status. Asks first; with --dry-run, only shows what would be deleted.")
  private @Nullable String unwanted;

  @Option(names = "--yes", description = "Answer yes to every question.")
  private boolean yes;

  /** For what runs without anyone asking: the watch for killed programs. */
  @Option(names = "--unasked", hidden = true)
  private boolean unasked;

  @Option(names = "--dry-run", description = "Only list what would be uploaded.")
  private boolean dryRun;

  @Option(
      names = "--show",
      description =
          "With --dry-run: print everything that would be sent, a line of JSON for each thing.")
  private boolean show;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "" + PATIENCE_SECONDS,
      converter = Seconds.class,
      description = "How long to retry while Pluto does not answer. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  /** A whole number of them, at least one. */
  private static final class Seconds implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("0*[1-9]\\d{0,8}")) {
        throw new TypeConversionException(
            "'" + text + "' is not a whole number of seconds above 0");
      }
      return Integer.valueOf(text);
    }
  }

  @SuppressWarnings("NullAway.Init") // made when the command is called
  private Settings settings;

  private final SyncSummary summary = new SyncSummary();

  @SuppressWarnings("NullAway.Init") // made when the command is called
  private CommandOutput output;

  private boolean hopeless;

  @SuppressWarnings("NullAway.Init") // made for each directory before its runs are looked at
  private OtherRuns others;

  Sync(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    settings = invocation.settings();
    output =
        new CommandOutput(
            spec.commandLine().getOut(), spec.commandLine().getErr(), invocation.columns());
    List<Home> homes = runsDirectory.homes(settings);
    if (unwanted != null) {
      return delete(homes, unwanted);
    }
    if (show && !dryRun) {
      throw new ParameterException(spec.commandLine(), "--show needs --dry-run.");
    }
    if (dryRun) {
      return list(homes);
    }
    if (countRuns(homes) == 0) {
      boolean damaged = sayDamaged(candidates(homes));
      return sayThatThereIsNone(homes) || damaged ? 1 : 0;
    }
    settings.problems().forEach(problem -> output.problem(problem.toString()));
    if (!settings.areAddressesClear()) {
      return 2;
    }
    Optional<Credential> key = key();
    if (key.isEmpty()) {
      return 1;
    }
    Set<Path> candidates = candidates(homes);
    for (Home home : homes) {
      upload(home, key.get());
    }
    output.line(summary + ".");
    return sayDamaged(candidates) || summary.isAnyLeft() ? 1 : 0;
  }

  private int delete(List<Home> homes, String unwanted) throws IOException {
    if (run != null || toThisServer || unasked) {
      throw new ParameterException(
          spec.commandLine(),
          "--delete cannot be combined with --run, --to-this-server or --unasked.");
    }
    return new DeleteRun(output, yes || output.hasBar(), this::isAgreed)
        .delete(homes, unwanted, paths(homes), dryRun);
  }

  private boolean isWanted(Path candidate) {
    return run == null || RunLabel.matches(candidate, run);
  }

  /** The directories that this command is about, of runs that were uploaded before as well. */
  private Set<Path> candidates(List<Home> homes) throws IOException {
    Set<Path> candidates = new LinkedHashSet<>();
    for (Home home : homes) {
      candidates.addAll(home.runs(this::isWanted));
      home.leftovers().stream().filter(this::isWanted).forEach(candidates::add);
    }
    return candidates;
  }

  /** Data that could not be read is not in Pluto, so {@code sync} must not report success. */
  private boolean sayDamaged(Set<Path> candidates) throws IOException {
    boolean any = false;
    for (Path candidate : candidates) {
      for (Path aside : RunSnapshot.aside(candidate)) {
        if (aside.toString().endsWith(".damaged")) {
          any = true;
          output.problem(
              "damaged   "
                  + aside
                  + ": its records cannot be read and are not in Pluto. Delete it if you do not need"
                  + " it.");
        }
      }
    }
    return any;
  }

  /** Whether that is a mistake: of a run that was named, there should be one. */
  private boolean sayThatThereIsNone(List<Home> homes) {
    if (run == null) {
      output.line("Nothing to upload in " + paths(homes) + ".");
      return false;
    }
    output.problem("error: no run '" + run + "' in " + paths(homes) + ". 'status' lists them.");
    return true;
  }

  private int countRuns(List<Home> homes) throws IOException {
    int count = 0;
    for (Home home : homes) {
      count += home.runs(this::isWanted).size();
    }
    return count;
  }

  private String paths(List<Home> homes) {
    return homes.stream().map(home -> home.path().toString()).collect(Collectors.joining(" and "));
  }

  private int list(List<Home> homes) throws IOException, InterruptedException {
    if (countRuns(homes) == 0) {
      return sayThatThereIsNone(homes) ? 1 : 0;
    }
    for (Home home : homes) {
      for (Path candidate : home.runs(this::isWanted)) {
        String line = describe(home, candidate);
        if (!show) {
          output.line(line);
        } else {
          output.problem(line);
          if (line.startsWith(WOULD_UPLOAD)) {
            new ShowRun(output, settings).show(candidate);
          }
        }
      }
    }
    return 0;
  }

  private String describe(Home home, Path candidate) {
    String label = RunLabel.of(candidate);
    try {
      if (home.store().isInUse(candidate)) {
        return "in use        " + label + ": " + IN_USE;
      }
      RunSnapshot snapshot = RunSnapshot.of(candidate);
      Belonging belonging =
          Belonging.of(
              snapshot.destination(), Account.server(settings), Optional.empty(), Optional.empty());
      if (!belonging.isUploadedBySync()) {
        return "would leave   "
            + label
            + ": "
            + Whereabouts.advice(belonging, snapshot.destination(), 1, candidate);
      }
      return WOULD_UPLOAD
          + label
          + ": "
          + Formats.of(snapshot.pendingValues(), "value")
          + ", "
          + Formats.bytes(snapshot.pendingBytes());
    } catch (IOException | RuntimeException e) {
      return "cannot read   " + label + ": " + Reason.of(e);
    }
  }

  /** Where the key is, or empty once it was said what is wrong with it. */
  private Optional<Credential> key() {
    try {
      Optional<Credential> key = new Credentials(settings, new OwnKeyring(KEYRING_PATIENCE)).find();
      if (key.isEmpty()) {
        output.problem(
            "error: no key. Set " + Credentials.howToSignIn(settings) + ". Nothing was uploaded.");
      }
      return key;
    } catch (IllegalArgumentException e) {
      output.problem("error: " + e.getMessage() + ". Nothing was uploaded.");
      return Optional.empty();
    }
  }

  private void upload(Home home, Credential key) throws IOException, InterruptedException {
    Messages messages = new Messages(output.problems());
    messages.logTo(LogFile.at(home.store().home().resolve("pluto.log")));
    messages.log(AgentMessage.SYNC, Version.text());
    Recovery recovery =
        new Recovery(
            home.store(),
            Connector.of(key, value -> new HttpPlutoApi(settings, value, messages::say)),
            new UploadContext(settings, messages, key.toString()),
            Optional.of(Duration.ofSeconds(timeout)));
    others = new OtherRuns(recovery, toThisServer, this::isAgreed, key, timeout);
    for (Path candidate : home.runs(this::isWanted)) {
      if (hopeless) {
        countWithoutTrying(home, candidate);
      } else if (isInUse(home, candidate) || isForHere(candidate)) {
        upload(home, recovery, candidate);
      }
    }
  }

  private boolean isAgreed(String question) {
    if (yes) {
      return true;
    }
    if (!output.hasBar()) {
      return false;
    }
    output.clear();
    String answer =
        Prompt.ask(
            spec.commandLine().getErr(),
            () -> invocation.terminal().orElseThrow().readLine("%s", question));
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  /** Whether someone is known to be at work on a run. */
  private static boolean isInUse(Home home, Path candidate) {
    try {
      return home.store().isInUse(candidate);
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Whether a run is to be uploaded here; says why if not. */
  private boolean isForHere(Path candidate) throws InterruptedException {
    Optional<String> objection;
    try {
      objection = others.objection(candidate);
    } catch (IOException | RuntimeException e) {
      objection = Optional.of(whyUnreadable(e));
    }
    if (!RunStore.isRun(candidate)) {
      // Another process has just uploaded it; the caller reports that.
      return true;
    }
    objection.ifPresent(why -> left(RunLabel.of(candidate), why));
    hopeless |= others.isHopeless();
    return objection.isEmpty();
  }

  private static String whyUnreadable(Exception e) {
    return e instanceof NewerFormatException || e instanceof NoLockFileException
        ? Reason.of(e)
        : "it could not be read (" + Reason.of(e) + ")";
  }

  private void countWithoutTrying(Home home, Path candidate) {
    if (isInUse(home, candidate)) {
      summary.inUse();
    } else {
      summary.left();
    }
  }

  private void upload(Home home, Recovery recovery, Path candidate)
      throws IOException, InterruptedException {
    String label = RunLabel.of(candidate);
    Ledger ledger = new Ledger();
    if (!output.hasBar()) {
      output.line("uploading " + label);
    }
    RunProgress progress = new RunProgress(output, ledger, label);
    UploadResult result;
    try {
      result =
          unasked
              ? recovery.recoverUnasked(candidate, ledger)
              : recovery.recover(candidate, ledger);
    } catch (IOException | RuntimeException e) {
      left(label, whyUnreadable(e));
      return;
    } finally {
      progress.stop();
      summary.add(ledger);
    }
    tell(home, candidate, label, ledger, result);
  }

  private void tell(Home home, Path candidate, String label, Ledger ledger, UploadResult result)
      throws IOException {
    switch (result) {
      case WHOLE:
        summary.uploaded();
        output.line(
            "uploaded  "
                + label
                + ": "
                + Formats.of(ledger.sent(), "value")
                + (ledger.rejected() == 0
                    ? ""
                    : "; " + Formats.number(ledger.rejected()) + " rejected, see " + candidate));
        break;
      case IN_USE:
        if (home.runs(candidate::equals).isEmpty()) {
          output.line("gone      " + label + ": uploaded by another program");
        } else {
          summary.inUse();
          output.line("in use    " + label + ": " + IN_USE);
        }
        break;
      case NOT_SIGNED_IN:
        left(label, "Pluto rejected the API key");
        hopeless = true;
        break;
      case AWAY:
        left(label, "no answer from Pluto for " + timeout + " s");
        hopeless = true;
        break;
      case STALLED:
        left(label, "no answer for this run for " + timeout + " s");
        break;
      case REFUSED:
        left(label, "Pluto rejected it");
        break;
      case ELSEWHERE:
        left(label, others.advice(candidate));
        break;
    }
  }

  private void left(String label, String why) {
    summary.left();
    output.problem("not uploaded: " + label + " (" + why + ")");
  }
}
