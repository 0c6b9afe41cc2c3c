package ai.trainy.pluto;

import ai.trainy.pluto.journal.DiskUse;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.LogFile;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The directories in which runs store their journals: the configured one, or else the next best.
 */
final class RunStores {
  private final List<RunStore> stores = new ArrayList<>();
  private final Map<Path, DiskUse> uses = new HashMap<>();

  /** Each directory but the first gets this fraction of the time limit for opening a run. */
  private static final int OTHERS_PART = 10;

  private final Messages messages;
  private final LongSupplier clock;
  private final boolean onlyCopy;

  /**
   * @param clock elapsed ns, from any start
   */
  RunStores(Settings settings, Messages messages, LongSupplier clock) {
    this.messages = messages;
    this.clock = clock;
    this.onlyCopy = settings.isOnlyCopy();
    stores.add(
        settings.areJournalsAmongOthers()
            ? RunStore.amongOthers(settings.journals())
            : new RunStore(settings.journals()));
    for (Path instead : settings.journalsInstead()) {
      stores.add(RunStore.amongOthers(instead));
    }
    long limit = (long) settings.count(Setting.DISK_LIMIT_MEGABYTES) << 20;
    stores.forEach(store -> uses.put(store.home(), new DiskUse(store.home(), limit, clock)));
  }

  /** Returns all of them, the best first. */
  List<RunStore> all() {
    return stores;
  }

  /** Returns the disk space of all runs in the same directory as this one. */
  DiskUse use(RunDirectory run) {
    return Objects.requireNonNull(uses.get(RunStore.of(run).home()));
  }

  /** Returns the log file next to the journals; none if that directory belongs to somebody else. */
  LogFile log(Machine machine) {
    try {
      stores.get(0).claim();
      return LogFile.at(stores.get(0).home().resolve("pluto.log"), machine);
    } catch (IOException someoneElses) {
      return LogFile.NONE;
    }
  }

  /** Opens the files of a run in a directory. */
  interface Opening<T> {
    T in(RunStore store) throws IOException;
  }

  /**
   * Opens the files of a run, in the first directory that works.
   *
   * @param atMost how long to wait for all directories together
   * @param late receives files that were opened after the wait had ended
   * @throws IOException if no directory works
   */
  <T> T open(Opening<T> opening, TimeLimit timeLimit, Duration atMost, Consumer<T> late)
      throws IOException {
    IOException first = null;
    long deadline = clock.getAsLong() + atMost.toNanos();
    for (int i = 0; i < stores.size(); i++) {
      RunStore store = stores.get(i);
      long forOthers = atMost.toNanos() / OTHERS_PART * (stores.size() - 1 - i);
      Duration left = Duration.ofNanos(deadline - clock.getAsLong() - forOthers);
      try {
        T opened = timeLimit.ask(() -> opening.in(store), left, late);
        if (first != null) {
          sayInstead(store, first);
        }
        return opened;
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    IOException why = Objects.requireNonNull(first, "there is a home");
    messages.say(
        onlyCopy ? CoreMessage.NO_HOME_FOR_ONLY_COPY : CoreMessage.NO_HOME,
        stores.get(0).home(),
        Reason.of(why),
        Setting.DIR.variable());
    throw why;
  }

  private void sayInstead(RunStore store, IOException why) {
    messages.say(
        CoreMessage.OTHER_HOME,
        stores.get(0).home(),
        Reason.of(why),
        store.home(),
        Setting.DIR.variable());
  }
}
