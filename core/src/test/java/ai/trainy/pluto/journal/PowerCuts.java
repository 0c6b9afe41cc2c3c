package ai.trainy.pluto.journal;

import ai.trainy.pluto.testing.SimulatedDisk;
import ai.trainy.pluto.testing.SimulatedDisk.Fate;
import ai.trainy.pluto.testing.SimulatedDisk.Operation;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Short lives of a process, with a power cut at each operation of its disk. The process is not
 * touched: before each operation the disk is looked at as a cut would leave it, in many ways, and
 * another process takes up what is there.
 */
final class PowerCuts implements SimulatedDisk.Watcher {
  /** What a process may do; each is one step. */
  enum Step {
    APPEND,
    ROLL,
    ACKNOWLEDGE,
    STAGE,
    FINISH,
    REMOVE;

    boolean isPossible(DiskProcess process) {
      switch (this) {
        case REMOVE:
          return process.isOver();
        case ACKNOWLEDGE:
          return process.isLogging() || process.isOver();
        default:
          return !process.isOver();
      }
    }

    void take(DiskProcess process) throws IOException {
      if (!process.isLogging() && !process.isOver()) {
        process.open();
      }
      switch (this) {
        case APPEND:
          process.append(false);
          process.appendData();
          break;
        case ROLL:
          process.append(true);
          break;
        case ACKNOWLEDGE:
          process.acknowledge();
          break;
        case STAGE:
          process.stage();
          break;
        case FINISH:
          process.finish();
          break;
        default:
          process.remove();
      }
    }
  }

  /** What was seen already: the same disk with the same expectations. */
  private final Set<Long> seen = new HashSet<>();

  private SimulatedDisk disk;
  private Books books;
  private String life;
  private long lives;
  private long cuts;
  private long looks;
  private boolean looking;

  /** How many lives there were. */
  long lives() {
    return lives;
  }

  /** At how many operations the power was cut. */
  long cuts() {
    return cuts;
  }

  /** How many different disks were left by that, and taken up. */
  long looks() {
    return looks;
  }

  /**
   * Lives all lives of so many steps, with a sync or none behind each; cuts in earlier steps than
   * the last are those of shorter lives.
   */
  void live(int steps) throws IOException {
    int kinds = Step.values().length;
    for (int life = 0; life < (int) Math.pow(kinds, steps); life++) {
      Step[] all = new Step[steps];
      for (int i = 0, rest = life; i < steps; i++, rest /= kinds) {
        all[steps - 1 - i] = Step.values()[rest % kinds];
      }
      for (int syncs = 0; syncs < 1 << (steps - 1); syncs++) {
        live(List.of(all), syncs);
      }
    }
  }

  /**
   * Lives one life.
   *
   * @param syncs a bit for each step behind which there is a sync, the lowest for the first; behind
   *     the last there always is one
   */
  void live(List<Step> steps, int syncs) throws IOException {
    disk = new SimulatedDisk().watchedBy(this);
    books = new Books();
    looking = false;
    life = steps + " " + Integer.toBinaryString(syncs);
    try (DiskProcess process = new DiskProcess(disk, books)) {
      for (int i = 0; i < steps.size(); i++) {
        if (!steps.get(i).isPossible(process)) {
          return;
        }
        boolean last = i == steps.size() - 1;
        looking = last;
        steps.get(i).take(process);
        if ((last || (syncs & 1 << i) != 0) && (process.isLogging() || process.isOver())) {
          process.sync();
        }
      }
      look("the end");
      lives++;
      looking = false;
    }
  }

  @Override
  public void before(Operation operation, String path) {
    if (looking && operation != Operation.READ) {
      look(operation + " " + path);
    }
  }

  /** Looks at what a power cut may leave now. */
  private void look(String where) {
    cuts++;
    int names = disk.pendingNames();
    int all = disk.pending();
    look(where, "all lost", i -> Fate.LOST);
    look(where, "all kept", i -> Fate.KEPT);
    look(where, "names lost", i -> i < names ? Fate.LOST : Fate.KEPT);
    look(where, "writes lost", i -> i < names ? Fate.KEPT : Fate.LOST);
    look(where, "writes empty", i -> i < names ? Fate.KEPT : Fate.LENGTH);
    for (int each = 0; each < all; each++) {
      int one = each;
      look(where, "only " + one + " lost", i -> i == one ? Fate.LOST : Fate.KEPT);
      look(where, "only " + one + " kept", i -> i == one ? Fate.KEPT : Fate.LOST);
      if (one >= names) {
        look(where, one + " empty", i -> i == one ? Fate.LENGTH : Fate.KEPT);
        look(where, one + " cut", i -> i == one ? Fate.HEAD : Fate.KEPT);
        look(where, one + " zeroed", i -> i == one ? Fate.HEAD_AND_ZEROS : Fate.KEPT);
        look(where, one + " torn", i -> i == one ? Fate.TAIL : Fate.KEPT);
      }
    }
  }

  private void look(String where, String how, IntFunction<Fate> fates) {
    SimulatedDisk left = disk.afterPowerCut(fates, null);
    if (!seen.add(left.fingerprint() * 31 + books.fingerprint())) {
      return;
    }
    looks++;
    Books after = books.afterPowerCut();
    after.torn = disk.pendingWrites() > 0;
    try {
      new DiskProcess(left, after).recoverAll();
      after.check();
    } catch (AssertionError | IOException | RuntimeException e) {
      throw new AssertionError(life + ", cut before " + where + ", " + how + ": " + e, e);
    }
  }
}
