package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import com.example.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the examples of the pages as they are: each block, and the commands and settings in the
 * text. A new block fails until {@link #holds} says how it is checked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class DocumentedExamplesIT {
  private static final String PROGRAM =
      "README.md: java -javaagent:pluto-wandb-agent.jar -jar training.jar";
  private static final String LINES =
      "README.md: pluto: logging to DIG-7 at https://pluto.trainy.ai/o/acme/projects/digits/blt8Z,"
          + " including what the program prints";
  private static final String BINDING = "bindings.md: class lab.metrics.Tracker";
  private static final String BINDING_FILE =
      "bindings.md: export PLUTO_WANDB_BINDINGS=/path/to/our.binding";
  private static final String LATER =
      "bindings.md: metricsLater(int,Map)      : log data=arg1 step=arg0 alone";
  private static final String PICTURE =
      "bindings.md: value lab.plots.Picture : image file=this.location() caption=this.title()";
  private static final String STANDALONE = "cut-over.md: export DISABLE_WANDB_LOGGING=true";

  /** Marks a row of the table of snippets that were tried by hand. */
  private static final String BY_HAND = "deploy.md, by hand: ";

  private static final Pattern COMMAND =
      Pattern.compile("java -jar pluto-wandb-agent\\.jar ([a-z][^`|>&;)\"\\n]*)");

  private static final Pattern USAGE =
      Pattern.compile("(?m)^\\| `((status|sync|doctor)[^`]*)` \\|");

  private static final Pattern VALUE = Pattern.compile("`(PLUTO_[A-Z_]+)=([^`.]+)`");

  private static final Pattern METHOD = Pattern.compile("`(\\w+\\([\\w,]*\\) : [^`]+)`");

  private static final Pattern MAVEN = Pattern.compile("`(mvn [^`]+)`");

  @TempDir static Path home;

  private final Map<String, Check> checks = new LinkedHashMap<>();
  private Map<String, Path> sources;
  private LocalPluto pluto;
  private int known;
  private UserShell shell;
  private Logged mirror;
  private Logged standalone;

  /** Checks a block of a page. */
  @FunctionalInterface
  private interface Check {
    void of(String block) throws Exception;
  }

  /** How a program ended, and its run. */
  private static final class Logged {
    private final Jvm.Ended program;
    private final RunView run;

    Logged(Jvm.Ended program, RunView run) {
      this.program = program;
      this.run = run;
    }
  }

  /** Says how each block is checked. */
  private void holds() {
    run(PROGRAM, block -> assertThat(mirror().run.pointCount()).isEqualTo(Training.ROWS + 2));
    run(LINES, this::linesArePrinted);
    run(BINDING_FILE, block -> assertThat(mirror().run.project()).isEqualTo("owls"));
    run("bindings.md: package lab.metrics;", this::theClientHasTheseMethods);
    run(BINDING, block -> assertThat(mirror().run.points("accuracy")).hasSize(1));
    run(LATER, block -> assertThat(mirror().run.points("late")).hasSize(1));
    run(PICTURE, block -> assertThat(mirror().run.files()).hasSize(1));
    run(BINDING + " (2)", block -> assertThat(standalone().run.points("accuracy")).hasSize(1));
    run(STANDALONE, block -> assertThat(standalone().run.points("scalar")).hasSize(1));
    run(
        "README.md: java -jar local-pluto.jar [--port N] [--dir DIR] [--memory] [--any-key] [--host NAME]",
        this::isTheUsageOfTheLocalPluto);

    run(
        "deploy.md: export JAVA_TOOL_OPTIONS=\"${JAVA_TOOL_OPTIONS:+$JAVA_TOOL_OPTIONS }-javaagent:/opt/pluto/pluto-wandb-agent.jar\"",
        this::anOptionIsAddedToOthers);
    run("deploy.md: #!/bin/bash", this::aSlurmJobLogsIntoItsOwnDirectory);
    run(
        "deploy.md: export PLUTO_MODE=$([ \"${SLURM_PROCID:-0}\" = 0 ] && echo online || echo disabled)",
        this::oneProcessOfSeveralLogs);
    run(
        "deploy.md: PLUTO_MODE=offline PLUTO_DIR=/shared/job-17 java -javaagent:pluto-wandb-agent.jar -jar training.jar",
        block -> assertThat(logged(shell.run(bindings(), block))).isNotNull());
    run(
        "what-leaves-the-machine.md: PLUTO_MODE=offline java -javaagent:pluto-wandb-agent.jar -jar training.jar",
        this::whatWouldBeSentIsShown);
    run("network.md: export PLUTO_HOST=pluto.example.com", this::doctorKnowsTheSettings);
    run("network.md: export PLUTO_URL_APP=https://pluto.example.com", this::doctorKnowsTheSettings);
    run(
        "network.md: export PLUTO_CA_CERTIFICATES=/etc/ssl/certs/company.pem",
        this::doctorKnowsTheSettings);
    run(
        "compatibility.md: java -javaagent:pluto-wandb-agent.jar --add-modules=java.instrument \\",
        block -> recordedClassesAreUsed(block, 25, 99));
    run(
        "compatibility.md: java --add-modules=java.instrument \\",
        block -> recordedClassesAreUsed(block, 17, 23));

    for (String first :
        List.of(
            "mvn test -pl core -Dtest=SimulatedWorldTest -Dworld.from=1 -Dworld.seeds=1000000",
            "mvn test -pl core -Dtest=PowerCutsTest -Ddisk.steps=4 -Ddisk.from=1 -Ddisk.seeds=100000",
            "mvn verify -Pdurability")) {
      run("durability.md: " + first, this::mavenKnows);
    }
    run("benchmarks.md: mvn package -DskipTests", this::theBenchmarksAreThere);

    elsewhere(
        "GuestIT",
        "compatibility.md: grant codeBase \"file:/path/to/pluto-wandb-agent.jar\" { permission java.security.AllPermission; };");
    elsewhere(
        "LedgerTest",
        "durability.md: seen   = stored (in the journal) + refused (unsupported by Pluto, or out of space)");
    run(
        "README.md: examples/quickstart.sh",
        block ->
            assertThat(Example.read(Example.ROOT.resolve(".github/workflows/build.yml")))
                .contains("run: " + block.strip()));
    elsewhere(
        BY_HAND + "Dockerfiles",
        "deploy.md: FROM eclipse-temurin:21-jre",
        "deploy.md: FROM busybox:1.37");
    elsewhere(
        BY_HAND + "shell snippets",
        "deploy.md: docker run --env PLUTO_API_KEY --volume pluto-journals:/var/lib/pluto --stop-timeout 60 my-training",
        "deploy.md: docker run --env PLUTO_API_KEY \\");
    elsewhere(BY_HAND + "Kubernetes manifests", "deploy.md: apiVersion: v1");
    elsewhere(BY_HAND + "Gradle", "deploy.md: // build.gradle");
    elsewhere(
        BY_HAND + "Maven: `exec:exec` and `exec:java`",
        "deploy.md: <plugin>",
        "deploy.md: MAVEN_OPTS=-javaagent:$PWD/pluto-wandb-agent.jar mvn exec:java -Dexec.mainClass=com.example.Training");
    elsewhere(BY_HAND + "Maven Surefire", "deploy.md: <plugin> (2)");
    elsewhere(BY_HAND + "sbt", "deploy.md: // build.sbt");
    elsewhere(
        BY_HAND + "Spark, client mode",
        "deploy.md: spark-submit --driver-java-options -javaagent:/opt/pluto/pluto-wandb-agent.jar training.jar");
    elsewhere(BY_HAND + "the GitHub workflow", "deploy.md: name: Training");

    never("needs a release", "deploy.md: sha256sum --check --ignore-missing checksums.txt");
    never(
        "a drawing",
        "architecture.md: boot        java.lang.$PlutoHook        one static field: an array of the JDK's BiFunction",
        "architecture.md: program's threads             pluto-writer       pluto-uploader (8)                        pluto-files (2)",
        "how-it-works.md: your thread                                   |  pluto-uploader (daemon)");
  }

  private void run(String name, Check check) {
    assertThat(checks.put(name, check)).as(name).isNull();
  }

  /** Checked by another test, or by hand as documented in a row of the page. */
  private void elsewhere(String where, String... names) {
    for (String name : names) {
      run(
          name,
          block -> {
            if (where.startsWith(BY_HAND)) {
              assertThat(Example.read(Example.ROOT.resolve("docs/deploy.md")))
                  .contains("| " + where.substring(BY_HAND.length()));
            } else {
              assertThat(sources).containsKey(where);
            }
          });
    }
  }

  /** Not checked: the report shows the block as skipped, with the reason. */
  private void never(String reason, String... names) {
    for (String name : names) {
      run(name, block -> abort("not checked: " + reason));
    }
  }

  @BeforeAll
  void start() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
    pluto = LocalPluto.start();
    shell = new UserShell(home, pluto.url());
    shell.binding(mirrorBinding());
    sources = findSources();
    holds();
  }

  @AfterAll
  void stop() {
    if (pluto != null) {
      pluto.close();
    }
  }

  static List<Example> examples() {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleHolds(Example example) throws Exception {
    assertThat(checks.containsKey(example.name()))
        .as("holds() says how a block is checked: " + example)
        .isTrue();

    checks.get(example.name()).of(example.text());
  }

  @Test
  void whatIsCheckedIsInAPage() {
    Set<String> gone = new TreeSet<>(checks.keySet());
    Example.all().forEach(example -> gone.remove(example.name()));

    assertThat(gone).isEmpty();
  }

  /** Returns the line that sets the bindings file. */
  private static String bindings() {
    return Example.text(BINDING_FILE);
  }

  /** Returns the bindings file for the program with wandb: the page's blocks together. */
  private static String mirrorBinding() {
    return Example.text(BINDING)
        + "  "
        + Example.text(LATER).strip()
        + "\n"
        + Example.text(PICTURE);
  }

  /** Runs the program with wandb, once for all blocks. */
  private Logged mirror() {
    if (mirror == null) {
      mirror = logged(shell.run(bindings(), Example.text(PROGRAM)));
      assertThat(mirror.program.stdout()).isEqualTo("trained a run of its own false 7\n");
    }
    return mirror;
  }

  /** Runs the program without wandb, once, with lines for the methods that need one. */
  private Logged standalone() throws IOException {
    if (standalone == null) {
      List<String> lines =
          all(METHOD, Example.read(Example.ROOT.resolve("docs/cut-over.md"))).stream()
              .filter(line -> !line.endsWith(" keep"))
              .collect(Collectors.toList());
      assertThat(lines).hasSize(3);
      lines.add(Example.text(LATER).strip());
      shell.binding(
          Example.text(BINDING + " (2)")
              + "  "
              + String.join("\n  ", lines)
              + "\n"
              + Example.text(PICTURE));
      try {
        standalone = logged(shell.run(bindings(), Example.text(STANDALONE), Example.text(PROGRAM)));
      } finally {
        shell.binding(mirrorBinding());
      }
      assertThat(standalone.program.stdout()).isEqualTo("trained a run true 7\n");
      assertThat(standalone.program.said()).hasSize(2);
      assertThat(standalone.run.points("late")).hasSize(1);
    }
    return standalone;
  }

  /** Returns a successful program with its run, the only new one. */
  private Logged logged(Jvm.Ended program) {
    assertThat(program.exitCode()).as(program.toString()).isZero();
    List<RunView> runs = pluto.runs();
    assertThat(runs).as(program.toString()).hasSize(known + 1);
    RunView run = runs.get(known);
    known = runs.size();
    assertThat(run.points("loss")).as(program.toString()).hasSize(Training.ROWS);
    assertThat(run.status()).isEqualTo("COMPLETED");
    assertThat(pluto.refusals()).isEmpty();
    return new Logged(program, run);
  }

  private void linesArePrinted(String block) {
    List<String> patterns =
        block.lines().map(DocumentedExamplesIT::withOtherNames).collect(Collectors.toList());
    List<String> said = mirror().program.said();

    assertThat(said).hasSameSizeAs(patterns);
    for (int i = 0; i < patterns.size(); i++) {
      assertThat(said.get(i)).matches(patterns.get(i));
    }
  }

  /** Returns a line as a pattern for any addresses, names, identifiers and numbers. */
  private static String withOtherNames(String line) {
    Matcher part = Pattern.compile("https?://[^\\s,]+|'[^']*'|[A-Z]+-\\d+|\\d+").matcher(line);
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    for (; part.find(); end = part.end()) {
      pattern.append(Pattern.quote(line.substring(end, part.start())));
      String text = part.group();
      pattern.append(
          text.startsWith("http")
              ? "https?://[^\\s,]+"
              : text.startsWith("'") ? "'[^']+'" : text.matches("\\d+") ? "\\d+" : "[A-Z]+-\\d+");
    }
    return pattern.append(Pattern.quote(line.substring(end))).toString();
  }

  private void theClientHasTheseMethods(String block) throws IOException {
    String source = Files.readString(Path.of("java/lab/metrics/Tracker.java"));
    for (String line : block.lines().filter(l -> !l.isBlank()).collect(Collectors.toList())) {
      assertThat(source).contains(line.replace("{ ... }", "").stripTrailing());
    }
  }

  private void isTheUsageOfTheLocalPluto(String block) {
    Path jar = Example.ROOT.resolve("examples/local-pluto/target/local-pluto.jar");
    Jvm.Ended ended = Jvm.in(home).runJar(jar, "--help");

    assertThat(ended.stderr().strip()).endsWith("usage: " + block.strip());
  }

  private void anOptionIsAddedToOthers(String block) {
    Logged logged =
        logged(
            shell.run(
                bindings(),
                "export JAVA_TOOL_OPTIONS=-Dpluto.project=added",
                block,
                "java -jar training.jar"));

    assertThat(logged.run.project()).isEqualTo("added");
  }

  private void aSlurmJobLogsIntoItsOwnDirectory(String block) {
    logged(shell.run(bindings(), "export SLURM_JOB_ID=17", block));

    assertThat(home.resolve("pluto/17/.pluto/pluto.log")).exists();
  }

  private void oneProcessOfSeveralLogs(String block) {
    Jvm.Ended modes =
        shell.run(
            block,
            "echo $PLUTO_MODE",
            "for SLURM_PROCID in 0 1; do",
            block,
            "echo $PLUTO_MODE; done");

    assertThat(modes.stdout()).isEqualTo("online\nonline\ndisabled\n");
  }

  private void whatWouldBeSentIsShown(String block) {
    Jvm.Ended shown = shell.run(bindings(), block);

    assertThat(shown.exitCode()).as(shown.toString()).isZero();
    List<String> lines =
        shown.stdout().lines().filter(line -> line.startsWith("{")).collect(Collectors.toList());
    assertThat(lines).anySatisfy(line -> assertThat(line).contains("\"loss\": 0.2"));
    lines.forEach(line -> assertThat(new JSONObject(line).has("send")).as(line).isTrue());
    assertThat(pluto.runs()).hasSize(known);
    logged(shell.command("sync"));
  }

  private void doctorKnowsTheSettings(String block) throws Exception {
    Path authority = home.resolve("etc/ssl/certs/company.pem");
    if (!Files.exists(authority)) {
      Files.createDirectories(authority.getParent());
      Files.writeString(authority, anyAuthority());
    }
    String here = block.replaceAll("pluto[-a-z]*\\.example\\.com", "127.0.0.1");
    JSONObject doctor = new JSONObject(shell.doctor(here).stdout());

    for (String line : here.split("\n")) {
      String variable = line.replaceFirst("^export (\\w+)=.*", "$1");
      assertThat(setting(doctor, variable).getString("source")).isEqualTo(variable);
      assertThat(setting(doctor, variable).getString("value"))
          .endsWith(line.substring(line.indexOf('=') + 1));
    }
  }

  private static String anyAuthority() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
    byte[] certificate = manager.getAcceptedIssuers()[0].getEncoded();
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }

  private static JSONObject setting(JSONObject doctor, String variable) {
    for (Object setting : doctor.getJSONArray("settings")) {
      if (((JSONObject) setting).getString("variable").equals(variable)) {
        return (JSONObject) setting;
      }
    }
    throw new AssertionError(variable + " is not in " + doctor);
  }

  private void recordedClassesAreUsed(String block, int first, int last) {
    int java = Runtime.version().feature();
    assumeTrue(java >= first && java <= last, "for other Javas");
    int agents = (int) block.lines().filter(line -> line.contains("-javaagent")).count();
    known += agents - 1;

    logged(shell.run(bindings(), block));
  }

  /** Checks that the profiles, tests and properties of a Maven command exist. */
  private void mavenKnows(String line) throws IOException {
    for (String word : line.strip().split(" ")) {
      if (word.startsWith("-P")) {
        for (String profile : word.substring(2).split(",")) {
          assertThat(poms()).as(line).contains("<id>" + profile + "</id>");
        }
      } else if (word.matches("-D(it\\.)?test=.*") && !word.endsWith("=none")) {
        assertThat(sources).as(line).containsKey(word.substring(word.indexOf('=') + 1));
      } else if (word.matches("-D(pluto|disk|world)\\..*")) {
        String property = word.substring(2).replaceFirst("=.*", "");
        assertThat(sources.values().stream().anyMatch(source -> names(source, property)))
            .as(line)
            .isTrue();
      }
    }
  }

  private static boolean names(Path source, String property) {
    return Example.read(source).contains("\"" + property + "\"");
  }

  private void theBenchmarksAreThere(String block) throws IOException {
    Matcher name = Pattern.compile("benchmark\\.(\\w+)").matcher(block);
    int count = 0;
    for (; name.find(); count++) {
      assertThat(sources).containsKey(name.group(1));
    }
    assertThat(count).isPositive();
    assertThat(Example.read(Example.ROOT.resolve("src/benchmark/pom.xml")))
        .contains("<finalName>benchmarks</finalName>");
  }

  private static String poms() throws IOException {
    return files("pom.xml").map(Example::read).collect(Collectors.joining());
  }

  /** Returns all source files by the name of their class. */
  private static Map<String, Path> findSources() throws IOException {
    return files(".java")
        .collect(
            Collectors.toMap(
                file -> file.getFileName().toString().replace(".java", ""),
                file -> file,
                (one, other) -> one));
  }

  private static Stream<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.walk(Example.ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(end) && !file.toString().contains("/target/"))
          .collect(Collectors.toList())
          .stream();
    }
  }

  @Test
  void commandsInTheTextDoWhatTheyAreThereFor() throws IOException {
    OrphanedRuns.inDirectory(home.resolve("journals"), pluto.url()).sine("wanted", 3, 0);
    OrphanedRuns.inDirectory(home.resolve("journals"), pluto.url()).sine("unwanted", 3, 0);
    Set<String> commands = new TreeSet<>();
    for (Path page : Example.pages()) {
      all(COMMAND, Example.read(page)).forEach(commands::add);
    }
    // login and logout access a keyring: SignInIT and TerminalIT run them.
    commands.removeIf(command -> command.startsWith("log"));
    assertThat(commands).hasSizeGreaterThan(5);
    List<String> usages = all(USAGE, Example.read(Example.ROOT.resolve("docs/reference.md")));
    assertThat(usages).hasSize(5);

    Stream.concat(commands.stream(), usages.stream())
        .map(DocumentedExamplesIT::filledIn)
        .forEach(
            command -> {
              Jvm.Ended ended = shell.command(command);
              assertThat(ended.exitCode()).as(command + ": " + ended).isZero();
            });
    known = pluto.runs().size();
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1).strip())
        .collect(Collectors.toList());
  }

  /** Returns a command with all its options, and a value for each placeholder. */
  private static String filledIn(String usage) {
    return usage
        .replaceAll("[\\[\\]]", "")
        .replace("--run ID", "--run wanted")
        .replace("--delete RUN", "--delete unwanted")
        .replace("SECONDS", "60")
        .replace("DIR", "/shared/../journals")
        .replace("PATH", "/path/to/../../training.jar")
        .replace(" training.jar", " /path/to/../../training.jar")
        .replace("OPTIONS", "finish.timeout.seconds=9");
  }

  @Test
  void valuesOfSettingsInTheTextAreUnderstood() {
    Set<String> variables = new TreeSet<>();
    for (Path page : Example.pages()) {
      VALUE.matcher(Example.read(page)).results().map(r -> r.group(0)).forEach(variables::add);
    }

    assertThat(variables).hasSizeGreaterThan(15);
    for (String variable : variables) {
      String line = variable.replace("`", "");
      JSONObject doctor = new JSONObject(shell.doctor(line + "\nPLUTO_HOST=127.0.0.1").stdout());
      assertThat(setting(doctor, line.replaceFirst("=.*", "")).getString("value"))
          .endsWith(line.replaceFirst(".*=", ""));
    }
  }

  @Test
  void theAgentIsGivenByOtherPathsAndOptions() {
    String bindings = Example.read(Example.ROOT.resolve("docs/bindings.md"));
    String option =
        all(Pattern.compile("`(-javaagent:[^`]+wandb\\.bindings[^`]+)`"), bindings).get(0);
    String deploy = Example.read(Example.ROOT.resolve("docs/deploy.md"));
    String blanks = all(Pattern.compile("`(-javaagent:'[^`]+)`"), deploy).get(0);

    logged(shell.run("java " + option + " -jar training.jar"));
    logged(
        shell.run(
            bindings(), "export JAVA_TOOL_OPTIONS=\"" + blanks + '"', "java -jar training.jar"));
  }

  @Test
  void commandsForMavenNameWhatIsThere() throws IOException {
    for (Path page : Example.pages()) {
      if (!page.endsWith("CHANGELOG.md")) {
        for (String line : all(MAVEN, Example.read(page))) {
          mavenKnows(line);
        }
      }
    }
  }
}
