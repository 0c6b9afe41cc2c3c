package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunIntent;
import ai.trainy.pluto.journal.Content;
import ai.trainy.pluto.journal.Journals;
import ai.trainy.pluto.journal.RunDirectory;
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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDeliveryTest {
  private static final Outcome<Void> RESET = Outcome.tryAgain("reset", Duration.ZERO);

  @TempDir Path home;

  private final FakePluto pluto = new FakePluto();
  private final Told told = new Told();
  private final Ledger ledger = new Ledger();
  private final SkippedTime time = new SkippedTime();
  private Optional<Duration> limit = Optional.empty();
  private RunDirectory directory;
  private StagedFiles files;
  private RunHandle run;
  private FileDelivery delivery;

  @BeforeEach
  void open() throws IOException {
    RunIntent intent = new RunIntent("orbit-lab", "heron-07", "k3v9q1zt", List.of(), Map.of(), 0);
    directory = new Journals(home).create(intent);
    files = directory.files();
    run = pluto.create(intent, Optional.empty()).value();
    delivery = delivery(pluto);
  }

  private FileDelivery delivery(PlutoApi api) {
    Persistence persistence =
        new Persistence(
            time, Duration.ofHours(9), limit, told.notices(), "It is kept.", time::nanos);
    return new FileDelivery(api, run, files, ledger, persistence, told.notices());
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

    assertThat(delivery.sendAll().isAccepted()).isTrue();

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

    assertThat(delivery.sendAll().isAccepted()).isTrue();

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
    delivery = delivery(noting);
    stage(LogType.IMAGE, "a", "f0");
    stage(LogType.IMAGE, "b", "f1");
    stage(LogType.IMAGE, "a", "f2");
    stage(LogType.AUDIO, "a", "f3");
    delivery.sendAll();
    stage(LogType.IMAGE, "a", "f4");
    delivery.sendAll();

    assertThat(registered).containsExactly("IMAGE a", "IMAGE b", "AUDIO a");
    assertThat(ledger.sent()).isEqualTo(5);
  }

  @Test
  void namesThatAreRefusedDoNotStopTheFiles() throws Exception {
    delivery =
        delivery(
            new ForwardingPluto(pluto) {
              @Override
              public Outcome<Void> registerNames(
                  RunHandle run, LogType type, Collection<String> names) {
                super.registerNames(run, type, names);
                return Outcome.refused("Run not found");
              }
            });
    stage("a", "f0");

    assertThat(delivery.sendAll().isAccepted()).isTrue();
    assertThat(ledger.sent()).isEqualTo(1);
  }

  @Test
  void asksForAnAddressOnceHoweverLongTheUploadTakes() throws Exception {
    for (int i = 0; i < 50; i++) {
      pluto.failNext(Call.UPLOAD, RESET);
    }
    stage("a", "f0");
    stage("a", "f1");
    delivery.sendAll();

    assertThat(pluto.count(Call.UPLOAD)).isEqualTo(52);
    assertThat(pluto.count(Call.PRESIGN)).isEqualTo(1);
    assertThat(pluto.entries()).hasSize(2);
  }

  @Test
  void anAddressOutlivesACrash() throws Exception {
    limit = Optional.of(Duration.ofMinutes(1));
    delivery = delivery(pluto);
    pluto.failAlways(Call.UPLOAD, RESET);
    stage("a", "f0");
    stage("a", "f1");
    assertThat(delivery.sendAll().kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    pluto.comeBack();
    limit = Optional.empty();
    delivery = delivery(pluto);

    assertThat(delivery.sendAll().isAccepted()).isTrue();

    assertThat(pluto.entries()).as("no entry twice").hasSize(2);
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void asksAgainForAnAddressThatIsTooOld() throws Exception {
    stage("a", "f0");
    Staged staged = files.waiting().get(0);
    files.keepAddress(staged, "a|2");
    for (String name : onDisk()) {
      if (name.endsWith(".address")) {
        Files.setLastModifiedTime(
            directory.path().resolve("files").resolve(name),
            FileTime.from(Instant.now().minus(Duration.ofMinutes(51))));
      }
    }

    delivery.sendAll();

    assertThat(pluto.count(Call.PRESIGN)).isEqualTo(1);
  }

  @Test
  void aDiskThatDoesNotKeepAddressesCostsNothing() throws Exception {
    pluto.failNext(Call.UPLOAD, RESET, RESET);
    stage("a", "f0");
    String copy = files.waiting().get(0).content().getFileName().toString();
    Files.createDirectory(
        directory.path().resolve("files").resolve(copy.replace(".content", ".address.new")));

    assertThat(delivery.sendAll().isAccepted()).isTrue();

    assertThat(pluto.count(Call.PRESIGN)).isEqualTo(1);
    assertThat(ledger.sent()).isEqualTo(1);
  }

  @Test
  void givesUpAFileForWhichNoAddressIsAccepted() throws Exception {
    Outcome<Void> expired = Outcome.notSignedIn("Request has expired");
    pluto.failNext(Call.UPLOAD, expired, expired, expired);
    stage("a", "f0");
    stage("a", "f1");

    assertThat(delivery.sendAll().isAccepted()).isTrue();

    assertThat(pluto.count(Call.UPLOAD)).isEqualTo(4);
    assertThat(ledger.sent()).isEqualTo(1);
    assertThat(ledger.rejected()).isEqualTo(1);
    assertThat(told.count("Pluto refused the file 'a' (Request has expired)")).isEqualTo(1);
  }

  @Test
  void oneThatMayNotBeAnnouncedDoesNotTakeItsGroupWithIt() throws Exception {
    delivery =
        delivery(
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

    assertThat(delivery.sendAll().isAccepted()).isTrue();

    assertThat(pluto.entries())
        .extracting(FileEntry::fileName)
        .containsExactly("f0", "f1", "f2", "f4", "f5", "f6");
    assertThat(ledger.rejected()).isEqualTo(1);
    assertThat(onDisk()).hasSize(1).first().asString().endsWith("f3.rejected");
  }

  @Test
  void aCopyThatSomebodyDeletedCostsOnlyItself() throws Exception {
    stage("a", "f0");
    stage("a", "f1");
    Files.delete(files.waiting().get(0).content());

    assertThat(delivery.sendAll().isAccepted()).isTrue();

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
    delivery =
        delivery(
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

    assertThat(delivery.sendAll().isAccepted()).isTrue();

    assertThat(ledger.rejected()).isEqualTo(1);
  }

  @Test
  void withoutAKeyNothingIsLost() throws Exception {
    limit = Optional.of(Duration.ofMinutes(1));
    delivery = delivery(pluto);
    pluto.failAlways(Call.PRESIGN, Outcome.notSignedIn("Invalid API key"));
    stage("a", "f0");

    assertThat(delivery.sendAll().kind()).isEqualTo(Outcome.Kind.NOT_SIGNED_IN);

    assertThat(files.waiting()).hasSize(1);
    assertThat(ledger.pending()).isEqualTo(1);
  }

  @Test
  void carriesWhatIsStagedMeanwhile() throws Exception {
    stage("a", "f0");
    delivery =
        delivery(
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

    delivery.sendAll();

    assertThat(ledger.sent()).isEqualTo(4);
  }

  @Test
  void everyFileArrivesOverAnUnreliableNetwork() throws Exception {
    pluto.beUnreliable(new Random(5));
    for (int i = 0; i < 100; i++) {
      stage("a" + i, "f" + i);
    }

    assertThat(delivery.sendAll().isAccepted()).isTrue();

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
      files.stage(content, FileEntry.of(type, logName, fileName).build(), Long.MAX_VALUE);
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
