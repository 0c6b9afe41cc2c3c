package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.Told;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class NameRegistrationTest {
  private static final RunHandle RUN = new RunHandle(1, "heron", "orbit-lab", "url", false);

  private final SkippedTime time = new SkippedTime();
  private final Told told = new Told();
  private final Set<String> registered = new TreeSet<>();
  private final List<List<String>> requests = new ArrayList<>();
  private Predicate<String> bad = name -> false;
  private Outcome<Void> answer = Outcome.refused("ZodError");
  private int mostNames = Integer.MAX_VALUE;

  private final ForwardingPluto server =
      new ForwardingPluto(new FakePluto()) {
        @Override
        public Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names) {
          requests.add(List.copyOf(names));
          if (names.size() > mostNames) {
            return Outcome.timeout("no answer in time");
          }
          if (names.stream().anyMatch(bad)) {
            return answer;
          }
          names.forEach(name -> registered.add(type + " " + name));
          return Outcome.accepted(null);
        }
      };

  private final NameRegistration names =
      new NameRegistration(
          new ServerRun(
              new ServerLink(
                  server,
                  new Retry(
                      time,
                      Patience.endless(Duration.ofDays(9)),
                      told.messages(),
                      "It is kept.",
                      time::nanos)),
              RUN),
          told.messages());

  @Test
  void asksForANameOnceForEachType() throws Exception {
    names.add(LogType.METRIC, "a");
    names.add(LogType.HISTOGRAM, "a");
    names.register();
    names.add(LogType.METRIC, "a");
    names.add(LogType.METRIC, "b");
    names.register();
    names.register();

    assertThat(requests).containsExactlyInAnyOrder(List.of("a"), List.of("a"), List.of("b"));
    assertThat(registered).containsExactly("HISTOGRAM a", "METRIC a", "METRIC b");
  }

  @Test
  void asksInPiecesOfModestSize() throws Exception {
    for (int i = 0; i < 2_500; i++) {
      names.add(LogType.METRIC, "m" + i);
    }
    for (int i = 0; i < 300; i++) {
      names.add(LogType.TABLE, "\u6e29".repeat(800) + i);
    }

    assertThat(names.register().isAccepted()).isTrue();

    assertThat(registered).hasSize(2_800);
    assertThat(requests)
        .allMatch(request -> request.size() <= 1_000 && bytes(request) <= 256 << 10);
    assertThat(requests).hasSizeLessThan(8);
  }

  private static int bytes(List<String> names) {
    return names.stream().mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length + 3).sum();
  }

  @Test
  void aNameThatIsRefusedCostsNoOther() throws Exception {
    bad = name -> name.equals("m77");
    add(500);

    assertThat(names.register().isAccepted()).isTrue();

    assertThat(registered).hasSize(499).doesNotContain("METRIC m77");
    assertThat(requests).hasSizeLessThan(30);
  }

  @Test
  void aNameThatTheServerFailsBecauseOfCostsNoOther() throws Exception {
    bad = name -> name.equals("m77");
    answer = Sick.ERROR;
    add(100);

    assertThat(names.register().isAccepted()).isTrue();

    assertThat(registered).hasSize(99).doesNotContain("METRIC m77");
  }

  @Test
  void aTimeOutMakesRequestsSmaller() throws Exception {
    mostNames = 20;
    add(100);

    assertThat(names.register().isAccepted()).isTrue();

    assertThat(registered).hasSize(100);
  }

  @Test
  void whatWasNotRegisteredIsAskedAgain() throws Exception {
    bad = name -> name.equals("m3") || name.equals("m4");
    add(10);
    names.register();
    bad = name -> name.equals("m4");
    names.askAgain();
    assertThat(registered).hasSize(9).contains("METRIC m3");
    bad = name -> false;
    names.askAgain();
    int before = requests.size();
    names.askAgain();

    assertThat(registered).hasSize(10);
    assertThat(requests).as("nothing is missing any more").hasSize(before);
  }

  @Test
  void aServerThatRegistersNothingIsNotAskedForEachName() throws Exception {
    bad = name -> true;
    add(5_000);

    assertThat(names.register().isAccepted()).isTrue();
    assertThat(requests).hasSizeLessThan(100);
    int before = requests.size();
    names.askAgain();
    assertThat(requests.size() - before).isLessThanOrEqualTo(64);

    bad = name -> false;
    names.askAgain();
    assertThat(registered).as("as many as it keeps in mind").hasSize(1_000);
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      names.add(LogType.METRIC, "m" + i);
    }
  }
}
