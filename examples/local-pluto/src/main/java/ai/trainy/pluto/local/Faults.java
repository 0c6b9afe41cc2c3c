package ai.trainy.pluto.local;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The faults a test has planned. Each is planned for a path prefix such as {@code /ingest/metrics},
 * {@code /storage} or {@code /}; of several that fit a request the one planned first strikes.
 *
 * <p>Answers made by a fault are no {@linkplain LocalPluto#refusals() refusals}. Safe for use by
 * several threads.
 */
public final class Faults {
  private final List<Plan> plans = new ArrayList<>();
  private int struck;

  Faults() {}

  /** Plans faults for the next requests to the path, one request each. */
  public synchronized void next(String path, Fault... faults) {
    for (Fault fault : faults) {
      plans.add(new Plan(path, fault, null));
    }
  }

  /**
   * Plans a fault for every request to the path until the condition holds.
   *
   * @param over asked at every such request, on the server's thread; must not block
   */
  public synchronized void until(String path, BooleanSupplier over, Fault fault) {
    plans.add(new Plan(path, fault, over));
  }

  /** Plans a fault for every request to the path until {@link #clear}. */
  public synchronized void always(String path, Fault fault) {
    until(path, () -> false, fault);
  }

  /**
   * Has every request to the path ask which fault it is to meet, until {@link #clear}.
   *
   * @param choose returns null for a request that is left alone; called on the server's thread, by
   *     one at a time; must not block
   */
  public synchronized void each(String path, Supplier<@Nullable Fault> choose) {
    plans.add(new Plan(path, choose, () -> false));
  }

  /** Forgets everything planned; requests already struck are not helped. */
  public synchronized void clear() {
    plans.clear();
  }

  /** Returns how many requests have met a fault. */
  public synchronized int struck() {
    return struck;
  }

  /** Returns the fault this request must meet, or null. */
  synchronized @Nullable Fault take(String path) {
    for (Iterator<Plan> all = plans.iterator(); all.hasNext(); ) {
      Plan plan = all.next();
      if (!path.startsWith(plan.path)) {
        continue;
      }
      boolean expired = plan.over != null && plan.over.getAsBoolean();
      if (plan.over == null || expired) {
        all.remove();
      }
      Fault fault = expired ? null : plan.choose.get();
      if (fault != null) {
        struck++;
        return fault;
      }
    }
    return null;
  }

  private static final class Plan {
    private final String path;
    private final Supplier<@Nullable Fault> choose;
    private final @Nullable BooleanSupplier over; // null: for one request

    Plan(String path, Fault fault, @Nullable BooleanSupplier over) {
      this(path, () -> fault, over);
    }

    Plan(String path, Supplier<@Nullable Fault> choose, @Nullable BooleanSupplier over) {
      this.path = path;
      this.choose = choose;
      this.over = over;
    }
  }
}
