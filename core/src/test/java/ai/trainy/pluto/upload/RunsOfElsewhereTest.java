package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.journal.StagedFiles.Staged;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.Seeds;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.TextContent;
import ai.trainy.pluto.testing.Told;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A run goes to the server and the organization it was logged for, and nowhere else unasked. */
@Execution(ExecutionMode.CONCURRENT)
class RunsOfElsewhereTest {
  private static final String ORGANIZATION = FakePluto.ORGANIZATION;

  @TempDir Path home;

  private final FakePluto here = new FakePluto();
  private final Told told = new Told();
  private final Ledger ledger = new Ledger();
  private final Settings settings =
      TestSettings.of(Map.of("PLUTO_HOST", "here", "PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1"));
  private final Settings elsewhere = TestSettings.of(Map.of("PLUTO_HOST", "elsewhere"));
  private final ApiKey key = ApiKey.of("mlpi_EXAMPLEkey0123456", "a test");
  private final ApiKey otherKey = ApiKey.of("mlpi_EXAMPLEkey0123457", "a test");
  private int step;

  @AfterEach
  void theProtocolWasObeyed() {
    here.assertObeyed();
    assertThat(ledger.stored()).isEqualTo(ledger.sent() + ledger.pending() + ledger.rejected());
  }

  @Test
  void unaskedOnlyRunsOfThisServerAndOrganizationGoUp() throws Exception {
    List<Path> stay = new ArrayList<>();
    stay.add(leave("other-server", at(elsewhere).withOrganization(ORGANIZATION)));
    stay.add(leave("other-server-new", at(elsewhere)));
    stay.add(leave("other-organization", at(settings).withOrganization("globex")));
    stay.add(leave("other-key", Account.destination(settings, Optional.of(otherKey))));
    stay.add(leave("no-key", Account.destination(settings, Optional.empty())));
    stay.add(leave("offline", at(settings).offline()));
    stay.add(leave("of-before", Destination.UNKNOWN));
    Map<String, String> before = contents();
    Path own = leave("own", at(settings).withOrganization(ORGANIZATION));
    Path neverSignedIn = leave("own-new", at(settings));

    recovery().start();

    Await.until("its own", () -> !Files.exists(own) && !Files.exists(neverSignedIn));
    for (Path run : stay) {
      Await.until("looked at " + run, () -> isFree(run));
    }
    assertThat(here.points()).containsExactlyInAnyOrder("loss@8=8.0", "loss@9=9.0");
    assertThat(here.count(Call.CREATE)).isEqualTo(2);
    assertThat(contents()).isEqualTo(before);
    assertThat(new RunStore(home).runs()).containsExactlyInAnyOrderElementsOf(stay);
  }

  @Test
  void whoAsksGetsTheirOfflineRunsAndThoseWithoutAKeyAsWell() throws Exception {
    Path offline = leave("offline", at(settings).offline());
    Path noKey = leave("no-key", Account.destination(settings, Optional.empty()));

    assertThat(recovery().recoverUnasked(offline, ledger)).isEqualTo(UploadResult.ELSEWHERE);
    assertThat(recovery().recoverUnasked(noKey, ledger)).isEqualTo(UploadResult.ELSEWHERE);
    assertThat(here.calls()).isEmpty();
    assertThat(recovery().recover(offline, ledger)).isEqualTo(UploadResult.WHOLE);
    assertThat(recovery().recover(noKey, ledger)).isEqualTo(UploadResult.WHOLE);

    assertThat(here.points()).containsExactly("loss@1=1.0", "loss@2=2.0");
    assertThat(ledger.sent()).isEqualTo(2);
  }

  @Test
  void aRunWhoseKeyWasRefusedGoesUpWithANewOneOnceSomeoneAsks() throws Exception {
    Path run = leave("refused", at(settings));
    Outcome<String> refused = Outcome.notSignedIn("Key not found");
    here.failNext(Call.SIGN_IN, refused, refused, refused);
    assertThat(recovery().recover(run, new Ledger())).isEqualTo(UploadResult.NOT_SIGNED_IN);

    Recovery withANewKey =
        new Recovery(
            new RunStore(home),
            Connector.of(Credential.of(otherKey), any -> here.reconnected()),
            new UploadContext(settings, told.messages(), "the new key"),
            Optional.of(Duration.ofSeconds(60)));
    assertThat(withANewKey.recoverUnasked(run, ledger)).isEqualTo(UploadResult.ELSEWHERE);
    assertThat(withANewKey.recover(run, ledger)).isEqualTo(UploadResult.WHOLE);

    assertThat(here.points()).containsExactly("loss@1=1.0");
    assertThat(ledger.sent()).isEqualTo(1);
  }

  @Test
  void whoAsksGetsNothingThatBelongsElsewhere() throws Exception {
    for (Destination destination :
        List.of(
            at(elsewhere).withOrganization(ORGANIZATION),
            at(settings).withOrganization("globex"),
            Account.destination(settings, Optional.of(otherKey)),
            Destination.UNKNOWN)) {
      Path run = leave("run" + step, destination);
      Map<String, String> before = contents();

      assertThat(recovery().recover(run, ledger)).isEqualTo(UploadResult.ELSEWHERE);

      assertThat(contents()).isEqualTo(before);
    }
    assertThat(here.count(Call.CREATE)).isZero();
    assertThat(ledger.sent()).isZero();
  }

  @Test
  void aRunIdIsNotUsedWithAServerThatDidNotHandItOut() throws Exception {
    // Run 1 of the other server; this one has a run 1, too, of someone else.
    Path run = leave("first", at(elsewhere).withOrganization("globex"), answer(1));
    Recovery recovery = recovery();

    assertThat(recovery.signIn().value()).isEqualTo(ORGANIZATION);
    assertThat(recovery.bringHere(run).value()).isTrue();
    assertThat(recovery.belonging(run)).isEqualTo(Belonging.HERE);
    assertThat(recovery.recover(run, ledger)).isEqualTo(UploadResult.WHOLE);

    // FakePluto notes any use of a run that it did not create.
    assertThat(here.count(Call.CREATE)).isEqualTo(1);
    assertThat(here.spec().externalId()).isEqualTo("first");
    assertThat(here.points()).containsExactly("loss@1=1.0");
    assertThat(ledger.sent()).isEqualTo(1);
    assertThat(run).doesNotExist();
  }

  @Test
  void aStoredAnswerOfAnotherServerIsNoAnswer() throws Exception {
    Path run = leave("first", at(elsewhere).withOrganization(ORGANIZATION), answer(1));
    try (RunDirectory directory = new RunStore(home).take(run).orElseThrow()) {
      assertThat(directory.answer()).isPresent();
      directory.updateDestination(at(settings).withOrganization(ORGANIZATION));
      assertThat(directory.answer()).isEmpty();
    }

    assertThat(recovery().recover(run, ledger)).isEqualTo(UploadResult.WHOLE);

    assertThat(here.count(Call.CREATE)).isEqualTo(1);
  }

  @Test
  void anExternalIdThatThisServerHasAlreadyIsSomeoneElses() throws Exception {
    RunSpec theirs =
        RunSpec.builder().project("orbit-lab").name("theirs").externalId("same").build();
    here.create(theirs, Optional.empty());
    Path run = leave("same", at(elsewhere).withOrganization("globex"));
    Recovery recovery = recovery();

    recovery.signIn();
    recovery.bringHere(run);
    assertThat(recovery.recover(run, ledger)).isEqualTo(UploadResult.WHOLE);

    assertThat(here.spec().externalId()).matches("same-[0-9a-f]{8}");
    assertThat(told.count("already has a run 'same' in project 'orbit-lab'")).isEqualTo(1);
  }

  @Test
  void whatSeveralProgramsLoggedToARunIsOneRunHereAsWell() throws Exception {
    here.create(
        RunSpec.builder().project("orbit-lab").name("theirs").externalId("same").build(),
        Optional.empty());
    Destination there = at(elsewhere).withOrganization("globex");
    Path first = leave("same", there);
    Path second = leave("same", there);
    Path another = leave("another", there);
    Path ofAThird = leave("same", at(elsewhere).withOrganization("acme"));
    Recovery recovery = recovery();

    recovery.signIn();
    assertThat(recovery.bringHere(first).value()).isTrue();
    assertThat(recovery.belonging(second)).isEqualTo(Belonging.HERE);
    assertThat(recovery.recover(first, ledger)).isEqualTo(UploadResult.WHOLE);
    String id = here.spec().externalId();
    assertThat(recovery.recover(second, ledger)).isEqualTo(UploadResult.WHOLE);

    assertThat(id).matches("same-[0-9a-f]{8}");
    assertThat(here.spec().externalId()).isEqualTo(id);
    assertThat(here.points()).containsExactly("loss@1=1.0", "loss@2=2.0");
    assertThat(told.count("already has a run 'same'")).isEqualTo(1);
    assertThat(recovery.belonging(another)).isNotEqualTo(Belonging.HERE);
    assertThat(recovery.belonging(ofAThird)).isNotEqualTo(Belonging.HERE);
  }

  @Test
  void aRunOfWhichTheServerIsNotKnownGoesOnWithTheOneOfItsIdOnceAskedFor() throws Exception {
    Path run = leave("old", Destination.UNKNOWN, answer(1));
    RunSpec same = RunSpec.builder().project("orbit-lab").name("heron").externalId("old").build();
    here.create(same, Optional.empty());
    Recovery recovery = recovery();

    recovery.signIn();
    recovery.bringHere(run);
    assertThat(recovery.recover(run, ledger)).isEqualTo(UploadResult.WHOLE);

    assertThat(here.spec().externalId()).isEqualTo("old");
    assertThat(here.points()).containsExactly("loss@1=1.0");
  }

  @Test
  void addressesOfFilesThatAnotherServerGaveAreForgotten() throws Exception {
    Path run = leave("files", at(elsewhere).withOrganization("globex"));
    try (RunDirectory directory = new RunStore(home).take(run).orElseThrow()) {
      directory
          .files()
          .limitedTo(99)
          .stage(new TextContent("a"), FileEntry.of(LogType.ARTIFACT, "a.txt", "a.txt").build());
      Staged file = directory.files().waiting().get(0);
      directory.files().writeAddress(file, "https://storage.elsewhere/a");
    }
    Recovery recovery = recovery();

    recovery.signIn();
    recovery.bringHere(run);

    try (RunDirectory directory = new RunStore(home).take(run).orElseThrow()) {
      Staged file = directory.files().waiting().get(0);
      assertThat(directory.files().address(file, Duration.ofHours(1))).isEmpty();
    }
    assertThat(recovery.recover(run, ledger)).isEqualTo(UploadResult.WHOLE);
    assertThat(here.files()).containsEntry("a.txt", "a");
    assertThat(ledger.sent()).isEqualTo(2);
  }

  @Test
  void aRunInUseIsNotBroughtAnywhere() throws Exception {
    RunStore journals = new RunStore(home);
    try (RunDirectory live = journals.create(spec("live"), at(elsewhere))) {
      Recovery recovery = recovery(journals);
      recovery.signIn();

      assertThat(recovery.bringHere(live.path()).value()).isFalse();

      assertThat(RunStore.destination(live.path())).isEqualTo(live.destination());
    }
  }

  @Test
  void anUploadThatIsBrokenOffGoesOnWhereItBegan() throws Exception {
    Path run = leave("new", at(settings));
    here.failAlways(Call.METRICS, Outcome.tryAgain("503", Duration.ZERO));

    assertThat(recovery(new RunStore(home), Duration.ofSeconds(1)).recover(run, new Ledger()))
        .isEqualTo(UploadResult.STALLED);
    here.comeBack();

    assertThat(RunStore.destination(run).organization()).contains(ORGANIZATION);
    assertThat(recovery().recover(run, ledger)).isEqualTo(UploadResult.WHOLE);
    assertThat(here.count(Call.CREATE)).as("the run id is good here").isEqualTo(1);
  }

  /** Any mixture: what is sent and what stays adds up, and nothing foreign is touched. */
  @Test
  void anyMixtureOfRunsIsToldApart() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      Random random = Seeds.random(seed);
      List<Destination> all =
          List.of(
              at(settings),
              at(settings).withOrganization(ORGANIZATION),
              at(settings).offline(),
              at(settings).withOrganization("globex"),
              at(elsewhere),
              at(elsewhere).withOrganization(ORGANIZATION).offline(),
              Account.destination(settings, Optional.of(otherKey)),
              Destination.UNKNOWN);
      Ledger whole = new Ledger();
      long expected = 0;
      for (int i = 0; i < 12; i++) {
        int which = random.nextInt(all.size());
        Path run = leave("seed" + seed + "-" + i, all.get(which));
        boolean own = which < 2;
        expected += own ? 1 : 0;
        assertThat(recovery().recoverUnasked(run, whole))
            .as("seed %d, %s", seed, all.get(which))
            .isEqualTo(own ? UploadResult.WHOLE : UploadResult.ELSEWHERE);
        assertThat(Files.exists(run)).isNotEqualTo(own);
      }
      assertThat(whole.sent()).as("seed %d", seed).isEqualTo(expected);
      assertThat(whole.stored()).isEqualTo(whole.sent() + whole.pending());
    }
  }

  private Destination at(Settings server) {
    return Account.destination(server, Optional.of(key));
  }

  private static RunHandle answer(long id) {
    return new RunHandle(id, "heron", "orbit-lab", "https://elsewhere/1", false);
  }

  private static RunSpec spec(String externalId) {
    return RunSpec.builder().project("orbit-lab").name("heron").externalId(externalId).build();
  }

  /** A run with one value, left behind. */
  private Path leave(String externalId, Destination destination, RunHandle... answer)
      throws IOException {
    RunDirectory directory = new RunStore(home).create(spec(externalId), destination);
    try (Journal journal =
        new Journal(directory, 1L << 30, Duration.ofSeconds(20), told.messages())) {
      for (RunHandle run : answer) {
        directory.writeAnswer(run);
      }
      MetricsRecord record = new MetricsRecord(0, ++step, 1);
      record.add("loss", (double) step);
      journal.append(record);
    }
    return directory.path();
  }

  private Recovery recovery() {
    return recovery(new RunStore(home));
  }

  private Recovery recovery(RunStore journals) {
    return recovery(journals, Duration.ofMinutes(5));
  }

  private Recovery recovery(RunStore journals, Duration patience) {
    return new Recovery(
        journals,
        Connector.of(Credential.of(key), any -> here.reconnected()),
        new UploadContext(settings, told.messages(), "the key in a test"),
        Optional.of(patience));
  }

  private boolean isFree(Path run) {
    try {
      return !new RunStore(home).isInUse(run);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        contents.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
