package ai.trainy.pluto.threads;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<String> turns = Collections.synchronizedList(new ArrayList<>());

  @Test
  void tasksTakeTurnsHoweverMuchOneHasToDo() throws Exception {
    Lane lane = new Lane("lane", 1, new DaemonThreads());
    CountDownLatch both = new CountDownLatch(1);
    add(lane, "large", 1_000, both);
    add(lane, "small", 3, both);
    both.countDown();

    Await.until("all turns", () -> turns.size() == 1_003);
    assertThat(turns.lastIndexOf("small")).isLessThan(10);
  }

  private void add(Lane lane, String name, int times, CountDownLatch begin) {
    int[] left = {times};
    lane.add(
        () -> {
          begin.await();
          turns.add(name);
          return --left[0] == 0 ? null : Duration.ZERO;
        },
        failures::add);
  }

  @Test
  void hasFewThreadsHoweverManyTasks() {
    Lane lane = new Lane("lane", 3, new DaemonThreads());
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 500; i++) {
      lane.add(
          () -> {
            go.await();
            done.incrementAndGet();
            return null;
          },
          failures::add);
    }
    assertThat(lane.threads()).isEqualTo(3);
    go.countDown();

    Await.until("all tasks", () -> done.get() == 500);
    assertThat(lane.threads()).isLessThanOrEqualTo(3);
    Await.until("no thread is left", () -> lane.threads() == 0);
  }

  @Test
  void aThreadThatPausesInATurnHoldsNobodyBack() {
    Lane lane = new Lane("lane", 1, new DaemonThreads());
    CountDownLatch end = new CountDownLatch(1);
    addPausing(lane, end);
    AtomicInteger done = new AtomicInteger();
    lane.add(
        () -> {
          done.incrementAndGet();
          return null;
        },
        failures::add);

    Await.until("the other task", () -> done.get() == 1);
    end.countDown();
    Await.until("no thread is left", () -> lane.threads() == 0);
  }

  @Test
  void aTaskThatFallsDueWhileAllThreadsPauseHasItsTurn() {
    Lane lane = new Lane("lane", 1, new DaemonThreads());
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger taken = new AtomicInteger();
    addTwoTurns(lane, taken);
    Await.until("the first turn", () -> taken.get() == 1);
    addPausing(lane, end);

    Await.until("the second turn", () -> taken.get() == 2);
    end.countDown();
    Await.until("no thread is left", () -> lane.threads() == 0);
  }

  @Test
  void aTaskThatFallsDueWhileAnotherTakesLongHasItsTurn() {
    Lane lane = new Lane("lane", 2, new DaemonThreads());
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger taken = new AtomicInteger();
    addTwoTurns(lane, taken);
    Await.until("the first turn", () -> taken.get() == 1);
    lane.add(
        () -> {
          end.await();
          return null;
        },
        failures::add);

    Await.until("the second turn", () -> taken.get() == 2);
    end.countDown();
    Await.until("no thread is left", () -> lane.threads() == 0);
  }

  private void addPausing(Lane lane, CountDownLatch end) {
    lane.add(
        () -> {
          lane.pause(end::await);
          return null;
        },
        failures::add);
  }

  private void addTwoTurns(Lane lane, AtomicInteger taken) {
    lane.add(() -> taken.incrementAndGet() == 1 ? Duration.ofMillis(500) : null, failures::add);
  }

  @Test
  void aTaskThatWaitsIsWokenAlsoInTheMiddleOfATurn() {
    Lane lane = new Lane("lane", 1, new DaemonThreads());
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    Optional<Lane.Place> place =
        lane.add(
            () -> {
              taken.incrementAndGet();
              go.await();
              return taken.get() < 3 ? Lane.UNTIL_WOKEN : null;
            },
            failures::add);
    Await.until("the first turn", () -> taken.get() == 1);
    place.get().wake();
    go.countDown();

    Await.until("the second turn", () -> taken.get() == 2);
    Await.until(
        "the third turn",
        () -> {
          place.get().wake();
          return taken.get() == 3;
        });
    Await.until("no thread is left", () -> lane.threads() == 0);
  }

  @Test
  void aTaskThatPausesForLongHasItsTurnWhenMostThreadsHaveEnded() {
    Lane lane = new Lane("lane", 3, new DaemonThreads());
    AtomicInteger taken = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      int[] left = {5};
      lane.add(
          () -> {
            taken.incrementAndGet();
            return --left[0] == 0 ? null : Duration.ofMillis(400);
          },
          failures::add);
    }

    Await.until("all turns", () -> taken.get() == 15);
  }

  @Test
  void aTaskThatFailsIsOverAndTheOthersGoOn() {
    Lane lane = new Lane("lane", 1, new DaemonThreads());
    lane.add(
        () -> {
          throw new LinkageError("ours");
        },
        failure -> {
          failures.add(failure);
          throw new IllegalStateException("twice");
        });
    AtomicInteger done = new AtomicInteger();
    lane.add(
        () -> {
          done.incrementAndGet();
          return null;
        },
        failures::add);

    Await.until("the other task", () -> done.get() == 1);
    assertThat(failures).singleElement().isInstanceOf(LinkageError.class);
  }

  @Test
  void whereNoThreadCanBeStartedNothingIsTaken() {
    Lane lane =
        new Lane(
            "lane",
            2,
            new DaemonThreads(
                thread -> {
                  throw new OutOfMemoryError("unable to create native thread");
                }));

    assertThat(lane.add(() -> null, failures::add)).isEmpty();
    assertThat(failures).singleElement().isInstanceOf(NoThreadException.class);
  }
}
