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
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Where runs keep their journals: the directory that was asked for, else the next best place. */
final class RunStores {
  private final List<RunStore> homes = new ArrayList<>();
  private final Map<Path, DiskUse> uses = new HashMap<>();

  /** Of the time that a run may take to be opened, each place but the first has such a part. */
  private static final int OTHERS_PART = 10;

  private final Messages messages;
  private final LongSupplier clock;
  private final boolean onlyCopy;

  /**
   * @param clock ns that pass, from any start
   */
  RunStores(Settings settings, Messages messages, LongSupplier clock) {
    this.messages = messages;
    this.clock = clock;
    this.onlyCopy = settings.isOnlyCopy();
    homes.add(
        settings.areJournalsAmongOthers()
            ? RunStore.amongOthers(settings.journals())
            : new RunStore(settings.journals()));
    for (Path instead : settings.journalsInstead()) {
      homes.add(RunStore.amongOthers(instead));
    }
    long limit = (long) settings.count(Setting.DISK_LIMIT_MEGABYTES) << 20;
    homes.forEach(home -> uses.put(home.home(), new DiskUse(home.home(), limit, clock)));
  }

  /** All of them, the best first. */
  List<RunStore> all() {
    return homes;
  }

  /** What all runs take that are in the same place as this one. */
  DiskUse use(RunDirectory run) {
    return uses.get(RunStore.of(run).home());
  }

  /** The log beside the journals; none where that place is somebody else's. */
  LogFile log(Machine machine) {
    try {
      homes.get(0).claim();
      return LogFile.at(homes.get(0).home().resolve("pluto.log"), machine);
    } catch (IOException someoneElses) {
      return LogFile.NONE;
    }
  }

  /** Opens what a run keeps in a home. */
  interface Opening<T> {
    T in(RunStore home) throws IOException;
  }

  /**
   * Opens what a run keeps, in the first place that takes it.
   *
   * @param atMost how long to wait for all of them together
   * @param late given what was opened when nobody waited for it any more
   * @throws IOException if none takes it
   */
  <T> T open(Opening<T> opening, InTime disk, Duration atMost, Consumer<T> late)
      throws IOException {
    IOException first = null;
    long deadline = clock.getAsLong() + atMost.toNanos();
    for (int i = 0; i < homes.size(); i++) {
      RunStore home = homes.get(i);
      long forOthers = atMost.toNanos() / OTHERS_PART * (homes.size() - 1 - i);
      Duration left = Duration.ofNanos(deadline - clock.getAsLong() - forOthers);
      try {
        T opened = disk.ask(() -> opening.in(home), left, late);
        if (first != null) {
          sayInstead(home, first);
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
    messages.say(
        onlyCopy ? CoreMessage.NO_HOME_FOR_ONLY_COPY : CoreMessage.NO_HOME,
        homes.get(0).home(),
        Reason.of(first),
        Setting.DIR.variable());
    throw first;
  }

  private void sayInstead(RunStore home, IOException why) {
    messages.say(
        CoreMessage.OTHER_HOME,
        homes.get(0).home(),
        Reason.of(why),
        home.home(),
        Setting.DIR.variable());
  }
}
