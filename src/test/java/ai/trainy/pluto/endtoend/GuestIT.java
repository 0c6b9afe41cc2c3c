package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.endtoend.programs.Crowd;
import ai.trainy.pluto.endtoend.programs.Guarded;
import ai.trainy.pluto.endtoend.programs.Server;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a program sees of the agent's threads, holds because of them, and permits them: nothing, and
 * nothing changes.
 */
class GuestIT {
  private static final String AGENT = "file:/path/to/pluto-wandb-agent.jar";
  private static final String GRANT =
      "grant codeBase \"" + AGENT + "\" { permission java.security.AllPermission; };";

  private static final String NOTEBOOK = "ai.trainy.pluto.endtoend.programs.Notebook";

  @TempDir Path home;

  private LocalPluto pluto;
  private Path binding;

  @BeforeEach
  void start() throws IOException {
    pluto = LocalPluto.start();
    binding =
        Files.writeString(
            home.resolve("notebook.binding"),
            "class "
                + NOTEBOOK
                + "\n"
                + "  open(Map) : init project=arg0[\"project\"] id=arg0[\"id\"] config=arg0[\"config\"]\n"
                + "  log(Map)  : log data=arg0\n"
                + "  finish()  : finish\n");
  }

  @AfterEach
  void stop() {
    pluto.close();
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void noThreadIsInTheWayAndAnInterruptEndsNone(String launcher) throws IOException {
    Path seen = home.resolve("seen.txt");
    Jvm.Ended without = Jvm.of(launcher, home).run(Crowd.class, home.resolve("none.txt"));
    Jvm.Ended with =
        withAgent(launcher)
            .run(Crowd.class, seen, "pluto-uploader", "pluto-heartbeat", "Okio Watchdog");

    assertSame(with, without);
    assertThat(without.stdout()).contains("counted 1", "left []");
    assertThat(Files.readAllLines(seen))
        .contains("pluto-journal", "pluto-uploader", "pluto-heartbeat", "Okio Watchdog");
    assertThat(pluto.run("crowd", "crowd001").points("loss")).hasSize(3);
    assertThat(pluto.run("crowd", "crowd001").status()).isEqualTo("COMPLETED");
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void anApplicationThatIsUndeployedIsCollected(String launcher) {
    Jvm.Ended without = Jvm.of(launcher, home).run(Server.class);
    Jvm.Ended with = withAgent(launcher).run(Server.class);

    assertSame(with, without);
    assertThat(with.stdout()).contains("collected");
    assertThat(pluto.run("server", "server01").points("loss")).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void aPolicyThatGrantsNothingIsNoneOfOurBusiness(String launcher) {
    assumeSecurityManagers(launcher);
    Jvm.Ended without = guarded(Jvm.of(launcher, home), launcher).run(Guarded.class, "policy");
    Jvm.Ended with = guarded(withAgent(launcher), launcher).run(Guarded.class, "policy");

    assertSame(with, without);
    assertThat(pluto.run("guarded", "guarded1").points("loss")).as(with.toString()).hasSize(3);
    assertThat(pluto.run("guarded", "guarded2").points("loss")).as(with.toString()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void aPolicyBeforeTheFirstClientThatGrantsUsNothingCostsOneLine(String launcher) {
    assumeSecurityManagers(launcher);
    Jvm.Ended without =
        guarded(Jvm.of(launcher, home), launcher).run(Guarded.class, "policy-first");
    Jvm.Ended with = guarded(withAgent(launcher), launcher).run(Guarded.class, "policy-first");

    assertSame(with, without);
    assertThat(with.said())
        .singleElement()
        .asString()
        .contains("could not start", "access denied", "runs on without Pluto");
    assertThat(pluto.runs()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void underASecurityManagerThatDeniesUsEverythingAnOpenRunIsKept(String launcher) {
    assumeSecurityManagers(launcher);
    Jvm.Ended without = guarded(Jvm.of(launcher, home), launcher).run(Guarded.class, "jealous");
    Jvm.Ended with =
        guarded(withAgent(launcher).inAHurry(), launcher).run(Guarded.class, "jealous");

    assertSame(with, without);
    sync();
    assertThat(pluto.run("guarded", "guarded1").points("loss")).as(with.toString()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void withoutThreadsRunsAreKeptAndGoUpLater(String launcher) {
    assumeSecurityManagers(launcher);
    Jvm.Ended without = guarded(Jvm.of(launcher, home), launcher).run(Guarded.class, "no-threads");
    Jvm.Ended with = guarded(withAgent(launcher), launcher).run(Guarded.class, "no-threads");

    assertSame(with, without);
    assertThat(with.said())
        .singleElement()
        .asString()
        .contains("Cannot start a thread", "Data is kept in", "sync");
    assertThat(pluto.runs()).isEmpty();
    sync();
    assertThat(pluto.run("guarded", "guarded1").points("loss")).hasSize(3);
    assertThat(pluto.run("guarded", "guarded1").status()).isEqualTo("COMPLETED");
    assertThat(pluto.run("guarded", "guarded2").points("loss")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void aSecurityManagerFromTheStartIsSteppedAsideForUnlessItGrantsUsAll(String launcher)
      throws IOException {
    assumeSecurityManagers(launcher);
    String manager = "-Djava.security.manager";
    Jvm.Ended without = Jvm.of(launcher, home).option(manager).run(Guarded.class, "start");
    Jvm.Ended denied = withAgent(launcher).option(manager).run(Guarded.class, "start");
    Path policy =
        Files.writeString(
            home.resolve("agent.policy"),
            Example.text("compatibility.md: " + GRANT).replace(AGENT, Jvm.agentJar().toUri() + ""));
    Jvm.Ended granted =
        withAgent(launcher)
            .option(manager)
            .option("-Djava.security.policy=" + policy)
            .run(Guarded.class, "start");

    assertSame(denied, without);
    assertThat(denied.said()).isEmpty();
    assertSame(granted, without);
    assertThat(pluto.run("guarded", "guarded1").points("loss")).as(granted.toString()).hasSize(3);
  }

  private void sync() {
    Jvm.Ended sync = Jvm.in(home).withPluto(pluto.url()).commandLine("sync");
    assertThat(sync.exitCode()).as(sync.toString()).isZero();
  }

  private Jvm withAgent(String launcher) {
    return Jvm.of(launcher, home)
        .withAgent()
        .withPluto(pluto.url())
        .variable("PLUTO_SYSTEM_METRICS", "true")
        .variable("PLUTO_METADATA", "true")
        .variable("PLUTO_WANDB_BINDINGS", binding.toString());
  }

  /** Java 18 to 23 want to be asked. */
  private Jvm guarded(Jvm jvm, String launcher) {
    return version(launcher) < 18 ? jvm : jvm.option("-Djava.security.manager=allow");
  }

  private void assumeSecurityManagers(String launcher) {
    assumeTrue(version(launcher) < 24, "no SecurityManager in " + launcher);
  }

  private int version(String launcher) {
    String asked = Jvm.of(launcher, home).start(List.of(launcher, "-version")).stderr();
    Matcher version = Pattern.compile("version \"(\\d+)").matcher(asked);
    assertThat(version.find()).as(asked).isTrue();
    return Integer.parseInt(version.group(1));
  }

  private static void assertSame(Jvm.Ended with, Jvm.Ended without) {
    assertThat(with.exitCode()).as(with.toString()).isEqualTo(without.exitCode());
    assertThat(with.stdout()).isEqualTo(without.stdout());
    assertThat(with.stderrOfTheProgram()).isEqualTo(without.stderrOfTheProgram());
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
