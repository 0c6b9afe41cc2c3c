package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Content;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.journal.StagedFiles;
import ai.trainy.pluto.journal.StagedFiles.Staged;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class FileUploadTest {
  private static final Outcome<Void> RESET = Outcome.tryAgain("reset", Duration.ZERO);
  private static final Outcome<Void> EXPIRED = Outcome.notSignedIn("Request has expired");

  @TempDir Path home;

  private final FakePluto pluto = new FakePluto();
  private final Told told = new Told();
  private final Ledger ledger = new Ledger();
  private SkippedTime time = new SkippedTime();
  private Duration patience = Duration.ofHours(9);
  private Optional<Duration> limit = Optional.empty();
  private RunDirectory directory;
  private StagedFiles files;
  private RunHandle run;
  private FileUpload upload;

  @BeforeEach
  void open() throws IOException {
    RunSpec spec =
        RunSpec.builder().project("orbit-lab").name("heron-07").externalId("k3v9q1zt").build();
    directory = new RunStore(home).create(spec);
    files = directory.files();
    run = pluto.create(spec, Optional.empty()).value();
    upload = upload(pluto);
  }

  private FileUpload upload(PlutoApi api) {
    Retry retry =
        new Retry(
            time,
            limit.map(most -> Patience.limited(patience, most)).orElse(Patience.endless(patience)),
            told.messages(),
            "It is kept.",
            time::nanos);
    return new FileUpload(
        new ServerRun(new ServerLink(api, retry), run),
        new LocalRun(directory, ledger, told.messages()));
  }

  @AfterEach
  void theProtocolWasObeyedAndTheLedgerAddsUp() throws IOException {
    pluto.assertObeyed();
    assertThat(ledger.stored()).isEqualTo(ledger.sent() + ledger.pending() + ledger.rejected());
    assertThat(ledger.pending()).isEqualTo(files.waiting().size());
    directory.close();
  }

  @Test
  void announcesTenAtOnceAndUploadsInOrder() throws Exception {
    for (int i = 0; i < 25; i++) {
      stage("a" + i % 3, "f" + i);
    }

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(pluto.count(Call.PRESIGN)).isEqualTo(3);
    assertThat(pluto.count(Call.UPLOAD)).isEqualTo(25);
    assertThat(pluto.entries())
        .extracting(FileEntry::fileName)
        .isEqualTo(names(25))
        .doesNotHaveDuplicates();
    assertThat(ledger.sent()).isEqualTo(25);
    assertThat(onDisk()).isEmpty();
    assertThat(files.waitingBytes()).isZero();
  }

  @Test
  void carriesMoreThanIsLookedAtTogether() throws Exception {
    for (int i = 0; i < 300; i++) {
      stage("a", "f" + i);
    }

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(pluto.entries()).extracting(FileEntry::fileName).isEqualTo(names(300));
    assertThat(ledger.sent()).isEqualTo(300);
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void registersEachNameOfATypeOnce() throws Exception {
    List<String> registered = new ArrayList<>();
    PlutoApi noting =
        new ForwardingPluto(pluto) {
          @Override
          public Outcome<Void> registerNames(
              RunHandle run, LogType type, Collection<String> names) {
            names.forEach(name -> registered.add(type + " " + name));
            return super.registerNames(run, type, names);
          }
        };
    upload = upload(noting);
    stage(LogType.IMAGE, "a", "f0");
    stage(LogType.IMAGE, "b", "f1");
    stage(LogType.IMAGE, "a", "f2");
    stage(LogType.AUDIO, "a", "f3");
    upload.sendAll();
    stage(LogType.IMAGE, "a", "f4");
    upload.sendAll();

    assertThat(registered).containsExactly("IMAGE a", "IMAGE b", "AUDIO a");
    assertThat(ledger.sent()).isEqualTo(5);
  }

  @Test
  void namesThatAreRefusedDoNotStopTheFiles() throws Exception {
    upload =
        upload(
            new ForwardingPluto(pluto) {
              @Override
              public Outcome<Void> registerNames(
                  RunHandle run, LogType type, Collection<String> names) {
                super.registerNames(run, type, names);
                return Outcome.refused("Run not found");
              }
            });
    stage("a", "f0");

    assertThat(upload.sendAll().isAccepted()).isTrue();
    assertThat(ledger.sent()).isEqualTo(1);
  }

  @Test
  void asksForAnAddressOnceHoweverLongTheUploadTakes() throws Exception {
    for (int i = 0; i < 50; i++) {
      pluto.failNext(Call.UPLOAD, RESET);
    }
    stage("a", "f0");
    stage("a", "f1");
    upload.sendAll();

    assertThat(pluto.count(Call.UPLOAD)).isEqualTo(52);
    assertThat(pluto.count(Call.PRESIGN)).isEqualTo(1);
    assertThat(pluto.entries()).hasSize(2);
  }

  @Test
  void anAddressOutlivesACrash() throws Exception {
    limit = Optional.of(Duration.ofMinutes(1));
    upload = upload(pluto);
    pluto.failAlways(Call.UPLOAD, RESET);
    stage("a", "f0");
    stage("a", "f1");
    assertThat(upload.sendAll().kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    pluto.comeBack();
    limit = Optional.empty();
    upload = upload(pluto);

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(pluto.entries()).as("no entry twice").hasSize(2);
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void asksAgainForAnAddressThatIsTooOld() throws Exception {
    stage("a", "f0");
    Staged staged = files.waiting().get(0);
    files.writeAddress(staged, "a|2");
    for (String name : onDisk()) {
      if (name.endsWith(".address")) {
        Files.setLastModifiedTime(
            directory.path().resolve("files").resolve(name),
            FileTime.from(Instant.now().minus(Duration.ofMinutes(51))));
      }
    }

    upload.sendAll();

    assertThat(pluto.count(Call.PRESIGN)).isEqualTo(1);
  }

  @Test
  void aDiskThatDoesNotKeepAddressesCostsNothing() throws Exception {
    pluto.failNext(Call.UPLOAD, RESET, RESET);
    stage("a", "f0");
    String copy = files.waiting().get(0).content().getFileName().toString();
    Files.createDirectory(
        directory.path().resolve("files").resolve(copy.replace(".content", ".address.new")));

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(pluto.count(Call.PRESIGN)).isEqualTo(1);
    assertThat(ledger.sent()).isEqualTo(1);
  }

  @Test
  void aRejectedAddressIsReplacedAtOnceAndLaterEveryFewMinutes() throws Exception {
    patience = Duration.ofSeconds(10);
    upload = upload(pluto);
    for (int i = 0; i < 12; i++) {
      pluto.failNext(Call.UPLOAD, EXPIRED);
    }
    stage("a", "f0");

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(ledger.sent()).isEqualTo(1);
    assertThat(ledger.rejected()).isZero();
    assertThat(pluto.count(Call.PRESIGN)).isEqualTo(13);
    assertThat(Duration.ofNanos(time.nanos()))
        .as("eleven pauses of 15 minutes at most, and never less than half of that")
        .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(160));
    assertThat(told.count("Cannot reach Pluto (Request has expired). It is kept.")).isEqualTo(1);
  }

  @Test
  void anAddressThatWasOnlyTooOldCostsNoTime() throws Exception {
    pluto.failNext(Call.UPLOAD, EXPIRED);
    stage("a", "f0");

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(pluto.count(Call.PRESIGN)).isEqualTo(2);
    assertThat(time.nanos()).isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "20, true", "20, false"})
  void filesThatDoNotGoUpLetThoseBehindThemPass(int stuck, boolean rejected) throws Exception {
    List<String> order = new ArrayList<>();
    upload =
        upload(
            new ForwardingPluto(pluto) {
              @Override
              public Outcome<Void> upload(String address, Path content, String fileType) {
                if (address.startsWith("stuck") && order.size() < 30) {
                  return rejected ? EXPIRED : RESET;
                }
                order.add(address.substring(0, address.indexOf('|')));
                return super.upload(address, content, fileType);
              }
            });
    for (int i = 0; i < stuck; i++) {
      stage("stuck" + i, "f" + i);
    }
    for (int i = 0; i < 30; i++) {
      stage("good" + i, "g" + i);
    }

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(order.subList(0, 30)).allMatch(name -> name.startsWith("good"));
    assertThat(ledger.sent()).isEqualTo(stuck + 30);
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void oneThatIsStuckLetsThosePassThatComeLater() throws Exception {
    limit = Optional.of(Duration.ofHours(1));
    time =
        new SkippedTime() {
          @Override
          synchronized void sleep(Duration atMost) {
            super.sleep(atMost);
            if (pauses().size() == 30) {
              stage("late", "f1");
            }
          }
        };
    upload =
        upload(
            new ForwardingPluto(pluto) {
              @Override
              public Outcome<Void> upload(String address, Path content, String fileType) {
                return address.startsWith("stuck")
                    ? EXPIRED
                    : super.upload(address, content, fileType);
              }
            });
    stage("stuck", "f0");

    assertThat(upload.sendAll().kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);

    assertThat(pluto.files()).containsOnlyKeys("late");
  }

  @Test
  void whileStorageIsAwayItIsNotAskedAboutEachFile() throws Exception {
    limit = Optional.of(Duration.ofMinutes(10));
    upload = upload(pluto);
    pluto.failAlways(Call.UPLOAD, RESET);
    for (int i = 0; i < 300; i++) {
      stage("a", "f" + i);
    }

    assertThat(upload.sendAll().kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);

    assertThat(pluto.count(Call.UPLOAD)).isBetween(20, 60);
    assertThat(files.waiting()).isNotEmpty();
    assertThat(ledger.pending()).isEqualTo(300);
    pluto.comeBack();
    assertThat(upload.sendAll().isAccepted()).isTrue();
    assertThat(pluto.entries()).as("no entry twice").hasSize(300);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLimitHoldsForFilesThatDoNotGoUp(boolean rejected) throws Exception {
    limit = Optional.of(Duration.ofSeconds(90));
    upload = upload(pluto);
    pluto.failAlways(Call.UPLOAD, rejected ? EXPIRED : RESET);
    stage("a", "f0");

    Outcome<?> outcome = upload.sendAll();

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(outcome.why()).isEqualTo(rejected ? "Request has expired" : "reset");
    assertThat(Duration.ofNanos(time.nanos())).isEqualTo(Duration.ofSeconds(90));
    assertThat(files.waiting()).hasSize(1);
  }

  @Test
  void theEndOfTheRunIsNoTimeToWait() throws Exception {
    time =
        new SkippedTime() {
          @Override
          synchronized void sleep(Duration atMost) {
            super.sleep(atMost);
            if (!isUp() && nanos() > Duration.ofMinutes(30).toNanos()) {
              pluto.comeBack();
              raise();
            }
          }
        };
    upload = upload(pluto);
    pluto.failAlways(Call.UPLOAD, EXPIRED);
    for (int i = 0; i < 10; i++) {
      stage("a", "f" + i);
    }

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(Duration.ofNanos(time.nanos()))
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
  }

  @Test
  void aRequestThatIsTooLargeIsHalved() throws Exception {
    List<Integer> sizes = new ArrayList<>();
    upload =
        upload(
            new ForwardingPluto(pluto) {
              @Override
              public Outcome<List<String>> presign(RunHandle run, List<FileEntry> some) {
                sizes.add(some.size());
                return some.size() > 3 ? Outcome.tooLarge("413") : super.presign(run, some);
              }
            });
    for (int i = 0; i < 10; i++) {
      stage("a", "f" + i);
    }

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(sizes).containsExactly(10, 5, 2, 3, 5, 2, 3);
    assertThat(pluto.entries()).extracting(FileEntry::fileName).isEqualTo(names(10));
    assertThat(ledger.sent()).isEqualTo(10);
  }

  @Test
  void oneThatCannotBeAnnouncedNowHoldsNobodyBack() throws Exception {
    List<String> order = new ArrayList<>();
    upload =
        upload(
            new ForwardingPluto(pluto) {
              @Override
              public Outcome<List<String>> presign(RunHandle run, List<FileEntry> some) {
                return order.size() < 12
                        && some.stream().anyMatch(file -> file.fileName().equals("f3"))
                    ? Outcome.tryAgain("HTTP 500, a server error", Duration.ZERO)
                    : super.presign(run, some);
              }

              @Override
              public Outcome<Void> upload(String address, Path content, String fileType) {
                order.add(address);
                return super.upload(address, content, fileType);
              }
            });
    for (int i = 0; i < 13; i++) {
      stage("a" + i, "f" + i);
    }

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(order).hasSize(13);
    assertThat(order.get(12)).startsWith("a3|");
    assertThat(pluto.entries()).as("no entry twice").hasSize(13);
  }

  @Test
  void aDiskThatDoesNotLetGoOfAFileCostsNothing() throws Exception {
    stage("a", "f0");
    stage("a", "f1");
    upload =
        upload(
            new ForwardingPluto(pluto) {
              @Override
              public Outcome<Void> upload(String address, Path content, String fileType) {
                Outcome<Void> outcome = super.upload(address, content, fileType);
                if (content.toString().contains("f0")) {
                  replaceByDirectory(content);
                }
                return outcome;
              }
            });

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(ledger.sent()).isEqualTo(2);
    assertThat(pluto.count(Call.UPLOAD)).isEqualTo(2);
  }

  private static void replaceByDirectory(Path file) {
    try {
      Files.delete(file);
      Files.createDirectories(file.resolve("inside"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneThatMayNotBeAnnouncedDoesNotTakeItsGroupWithIt() throws Exception {
    upload =
        upload(
            new ForwardingPluto(pluto) {
              @Override
              public Outcome<List<String>> presign(RunHandle run, List<FileEntry> some) {
                return some.stream().anyMatch(file -> file.fileName().equals("f3"))
                    ? Outcome.refused("413 body too large")
                    : super.presign(run, some);
              }
            });
    for (int i = 0; i < 7; i++) {
      stage("a", "f" + i);
    }

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(pluto.entries())
        .extracting(FileEntry::fileName)
        .containsExactly("f0", "f1", "f2", "f4", "f5", "f6");
    assertThat(ledger.rejected()).isEqualTo(1);
    assertThat(onDisk()).hasSize(1).first().asString().endsWith("f3.rejected");
  }

  @Test
  void aCopyOfWhichAPowerLossHasLeftAPartIsNotTakenForTheFile() throws Exception {
    stage("a", "f0");
    Files.writeString(files.waiting().get(0).content(), "");

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(pluto.entries()).isEmpty();
    assertThat(ledger.rejected()).isEqualTo(1);
    assertThat(told.count("incomplete")).isEqualTo(1);
    assertThat(onDisk()).hasSize(1).first().asString().endsWith("f0.rejected");
  }

  @Test
  void aCopyThatSomebodyDeletedCostsOnlyItself() throws Exception {
    stage("a", "f0");
    stage("a", "f1");
    Files.delete(files.waiting().get(0).content());

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(pluto.entries()).extracting(FileEntry::fileName).containsExactly("f1");
    assertThat(ledger.rejected()).isEqualTo(1);
    assertThat(told.count("its copy is gone")).isEqualTo(1);
    assertThat(files.waitingBytes()).isZero();
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void aCopyThatIsDeletedBetweenTwoAttemptsIsNotTriedForEver() throws Exception {
    stage("a", "f0");
    Path copy = files.waiting().get(0).content();
    upload =
        upload(
            new ForwardingPluto(pluto) {
              @Override
              public Outcome<Void> upload(String address, Path content, String fileType) {
                try {
                  Files.deleteIfExists(copy);
                } catch (IOException e) {
                  return Outcome.refused(e.toString());
                }
                return RESET;
              }
            });

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(ledger.rejected()).isEqualTo(1);
  }

  @Test
  void withoutAKeyNothingIsLost() throws Exception {
    limit = Optional.of(Duration.ofMinutes(1));
    upload = upload(pluto);
    pluto.failAlways(Call.PRESIGN, Outcome.notSignedIn("Invalid API key"));
    stage("a", "f0");

    assertThat(upload.sendAll().kind()).isEqualTo(Outcome.Kind.NOT_SIGNED_IN);

    assertThat(files.waiting()).hasSize(1);
    assertThat(ledger.pending()).isEqualTo(1);
  }

  @Test
  void carriesWhatIsStagedMeanwhile() throws Exception {
    stage("a", "f0");
    upload =
        upload(
            new ForwardingPluto(pluto) {
              private int more = 3;

              @Override
              public Outcome<Void> upload(String address, Path content, String fileType) {
                if (more > 0) {
                  stage("a", "m" + more--);
                }
                return super.upload(address, content, fileType);
              }
            });

    upload.sendAll();

    assertThat(ledger.sent()).isEqualTo(4);
  }

  @Test
  void everyFileArrivesOverAnUnreliableNetwork() throws Exception {
    pluto.beUnreliable(new Random(5));
    for (int i = 0; i < 100; i++) {
      stage("a" + i, "f" + i);
    }

    assertThat(upload.sendAll().isAccepted()).isTrue();

    assertThat(pluto.files()).hasSize(100);
    assertThat(ledger.sent()).isEqualTo(100);
    assertThat(onDisk()).isEmpty();
  }

  private void stage(String logName, String fileName) {
    stage(LogType.ARTIFACT, logName, fileName);
  }

  private void stage(LogType type, String logName, String fileName) {
    ledger.addStored(1);
    Content content =
        new Content() {
          @Override
          public long size() {
            return 1;
          }

          @Override
          public void writeTo(Path file) throws IOException {
            Files.writeString(file, fileName);
          }
        };
    try {
      files.stage(content, FileEntry.of(type, logName, fileName).build());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> names(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> "f" + i)
        .collect(Collectors.toList());
  }

  private List<String> onDisk() throws IOException {
    Path staged = directory.path().resolve("files");
    if (!Files.exists(staged)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(staged)) {
      return all.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }
}
