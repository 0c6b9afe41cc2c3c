package ai.trainy.pluto.journal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** What another process does with journals: makes a run, takes one, or looks at one. */
final class OtherProcess {
  private OtherProcess() {}

  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[1]);
    switch (args[0]) {
      case "create":
        RunDirectory live = new RunStore(path).create(RunStoreTest.spec("a", "theirs", 0));
        System.out.println(live.path());
        new CountDownLatch(1).await();
        break;
      case "take":
        Optional<RunDirectory> taken = homeOf(path).take(path);
        System.out.println(taken.isPresent() ? "taken" : "in use");
        break;
      case "look":
        RunStore journals = homeOf(path);
        System.out.println(path);
        while (true) {
          journals.isInUse(path);
          // As fast as no person looks; but not without a pause, which is what the others wait for.
          LockSupport.parkNanos(1_000_000);
        }
      default:
        throw new IllegalArgumentException(args[0]);
    }
  }

  private static RunStore homeOf(Path run) {
    return new RunStore(run.getParent().getParent());
  }
}
