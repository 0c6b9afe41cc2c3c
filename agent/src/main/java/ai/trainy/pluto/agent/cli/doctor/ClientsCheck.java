package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.binding.BindingFile;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.binding.UnclearMethod;
import ai.trainy.pluto.agent.classpath.ClassPath;
import ai.trainy.pluto.agent.classpath.ClientScan;
import ai.trainy.pluto.agent.classpath.FoundClass;
import ai.trainy.pluto.agent.classpath.FoundClient;
import ai.trainy.pluto.agent.classpath.FoundMethod;
import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which wandb clients a program has, and whether the agent knows how to go along with them. */
final class ClientsCheck {
  private static final String SUBJECT = "Clients";
  private static final String OFFICIAL = "com.wandb.client.WandbRun";

  /** Python takes its time to start, on a busy machine or a network file system. */
  private static final Duration WANDB_LIMIT = Duration.ofSeconds(30);

  private static final String DESCRIBE =
      "Describe it in a file and name that in "
          + Wandb.BINDINGS.variable()
          + "; see docs/bindings.md.";

  private final Diagnosis diagnosis;
  private final Settings settings;

  private ClientsCheck(Diagnosis diagnosis, Settings settings) {
    this.diagnosis = diagnosis;
    this.settings = settings;
  }

  /**
   * @param described what the user has described of clients
   * @param classPath null if there is none to look at
   */
  static void into(
      Diagnosis diagnosis, Settings settings, BindingFile described, @Nullable String classPath)
      throws InterruptedException {
    ClientsCheck check = new ClientsCheck(diagnosis, settings);
    List<ClientBinding> own = described.clients();
    List<ClientBinding> clients = new ArrayList<>(own);
    clients.addAll(Bindings.clients());
    if (classPath == null) {
      diagnosis.note(
          SUBJECT, "not checked; give the class path of your program: --class-path PATH");
      check.askWandb(false);
    } else {
      ClientScan scan = ClientScan.of(ClassPath.of(classPath), clients, diagnosis.isStandalone());
      check.tell(scan);
      if (scan.found().stream().anyMatch(ClientsCheck::isOfficial)) {
        check.askWandb(true);
      }
      own.stream()
          .filter(scan::isMissing)
          .forEach(
              client ->
                  diagnosis.warning(
                      SUBJECT,
                      "no class of a client that "
                          + client.name()
                          + " describes is there: "
                          + names(client),
                      "Check its name in the file."));
    }
  }

  /** Where wandb is switched off nothing starts it. */
  private void askWandb(boolean isNeeded) throws InterruptedException {
    if (!diagnosis.isStandalone()) {
      WandbCheck.into(
          diagnosis, WandbCommand.of(List.of("wandb", "--version"), WANDB_LIMIT), isNeeded);
    }
  }

  private static boolean isOfficial(FoundClient client) {
    return !client.isShadowed()
        && client.classes().stream().anyMatch(found -> found.name().endsWith(OFFICIAL));
  }

  private static String names(ClientBinding client) {
    return client.classes().stream().map(ClassBinding::name).collect(Collectors.joining(", "));
  }

  private void tell(ClientScan scan) {
    scan.skipped().forEach(line -> diagnosis.warning(SUBJECT, line, "Check whether it is meant."));
    scan.found().forEach(this::tell);
    if (scan.found().isEmpty()) {
      diagnosis.failure(
          SUBJECT,
          "no wandb client that the agent knows is in " + Formats.of(scan.entries(), "place"),
          "Is this the class path of the program that logs? " + DESCRIBE);
    }
    scan.unbound()
        .forEach(
            (name, entry) ->
                diagnosis.warning(
                    SUBJECT,
                    name
                        + " in "
                        + entry
                        + " looks like a wandb client, and no binding describes it",
                    DESCRIBE));
  }

  private void tell(FoundClient client) {
    String what =
        name(client)
            + client.version().map(version -> " " + version).orElse("")
            + " in "
            + client.entry();
    if (client.isShadowed()) {
      diagnosis.note(
          SUBJECT, what + " is not used: the same class comes earlier on the class path");
    } else if (client.mismatch().isPresent()) {
      diagnosis.failure(
          SUBJECT,
          what + " does not fit " + client.binding() + ": " + client.mismatch().get(),
          "See that the class path is whole. If it is: " + DESCRIBE,
          methods(client));
    } else {
      diagnosis.ok(SUBJECT, what + " fits " + client.binding(), methods(client));
      tellOfIds(client, what);
      client.unclear().forEach(method -> tell(client, method));
    }
  }

  private void tellOfIds(FoundClient client, String what) {
    List<FoundMethod> methods =
        client.classes().stream()
            .flatMap(found -> found.methods().stream())
            .collect(Collectors.toList());
    if (methods.stream().anyMatch(method -> method.role() == Role.INIT)
        && methods.stream().noneMatch(FoundMethod::hasId)) {
      diagnosis.note(
          SUBJECT,
          "the runs of "
              + what
              + " cannot be resumed or forked by their wandb id: no init has id=... in "
              + client.binding());
    }
  }

  private void tell(FoundClient client, UnclearMethod method) {
    if (!diagnosis.isStandalone()) {
      diagnosis.warning(
          SUBJECT,
          method + ": its calls may count twice",
          "Write in "
              + client.binding()
              + ": "
              + method.line()
              + ". Beside wandb the other method then tells of its calls.");
      return;
    }
    String advice =
        "Add to "
            + client.binding()
            + ": "
            + method.line()
            + ". With 'keep' instead its own code runs; see docs/cut-over.md.";
    if (method.isObstacle()) {
      diagnosis.failure(SUBJECT, "wandb would not be switched off: " + method, advice);
    } else if (settings.is(Wandb.REQUIRED, "true")) {
      diagnosis.failure(SUBJECT, "without wandb " + method, advice);
    } else {
      diagnosis.warning(SUBJECT, "without wandb " + method, advice);
    }
  }

  /** The outermost of its classes: others are its builders and the like. */
  private static String name(FoundClient client) {
    return client.classes().stream()
        .map(FoundClass::name)
        .min(Comparator.comparingInt(String::length))
        .orElseThrow();
  }

  private static List<String> methods(FoundClient client) {
    List<String> lines = new ArrayList<>();
    for (FoundClass found : client.classes()) {
      for (FoundMethod method : found.methods()) {
        String how =
            !method.signatures().isEmpty()
                ? String.join(" and ", method.signatures())
                : method.bound()
                    + " is not there"
                    + (method.isOptional() ? "; it need not be" : "");
        lines.add(String.format("%-12s %s", method.role().text(), how));
      }
    }
    return lines;
  }
}
