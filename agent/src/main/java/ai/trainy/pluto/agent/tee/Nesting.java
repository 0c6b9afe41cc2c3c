package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.values.LoggedRow;
import ai.trainy.pluto.messages.Messages;
import org.jspecify.annotations.Nullable;

/**
 * The calls that each thread is in. A client's method that does its work by another of the same
 * purpose is one call: the outermost.
 */
final class Nesting {
  /**
   * What a thread keeps of it between calls is empty levels, which are used again: they are ours
   * alone, and hold nothing of the program.
   */
  // There is one of these in a JVM, and nothing static but the hook.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Levels> levels = ThreadLocal.withInitial(Levels::new);

  private final Messages messages;

  Nesting(Messages messages) {
    this.messages = messages;
  }

  /**
   * Whether this thread is in a call of that purpose already.
   *
   * @param run null for an init: there is none yet
   */
  boolean isIn(Role role, @Nullable Run run) {
    for (Level level = levels.get().innermost; level != null; level = level.outer) {
      if (level.run == run && level.role.isOneWith(role)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether this thread is logging that very object already.
   *
   * @param passed the row as it was passed; may be null
   */
  boolean isLoggingObject(Run run, @Nullable Object passed) {
    for (Level level = levels.get().innermost; level != null; level = level.outer) {
      if (level.run == run && level.role == Role.LOG && level.passed == passed) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether this thread is logging a row of these values already.
   *
   * @param row as it is logged; may be null
   */
  boolean isLogging(Run run, @Nullable LoggedRow row) {
    for (Level level = levels.get().innermost; level != null; level = level.outer) {
      if (level.run == run && level.role == Role.LOG && SameRow.are(level.row, row)) {
        return true;
      }
    }
    return false;
  }

  /** The innermost init that this thread is in; null if it is in none. */
  @Nullable OpenCall init() {
    for (Level level = levels.get().innermost; level != null; level = level.outer) {
      if (level.role == Role.INIT) {
        return level.then;
      }
    }
    return null;
  }

  /**
   * This thread is in a call from now on, and until its end is told. To be the last that is done
   * when a call is entered: if anything failed after it, nobody would tell the end.
   *
   * @param then told of the end as well; null if nothing is
   */
  OpenCall enter(Role role, @Nullable Run run, @Nullable OpenCall then) {
    return level(role, run, then);
  }

  /**
   * As {@link #enter(Role, Run, OpenCall)}, of a call that logs.
   *
   * @param passed the row as it was passed
   * @param row the same, as it is logged; released when the call is over
   */
  OpenCall enter(
      Run run, @Nullable Object passed, @Nullable LoggedRow row, @Nullable OpenCall then) {
    Level level = level(Role.LOG, run, then);
    level.passed = passed;
    level.row = row;
    return level;
  }

  private Level level(Role role, @Nullable Run run, @Nullable OpenCall then) {
    Levels mine = levels.get();
    Level level = mine.next();
    level.role = role;
    level.run = run;
    level.then = then;
    mine.innermost = level;
    return level;
  }

  /** Those of one thread. */
  private final class Levels {
    private final Level outermost = new Level(this, null);
    private @Nullable Level innermost;

    private Level next() {
      if (innermost != null) {
        if (innermost.inner == null) {
          innermost.inner = new Level(this, innermost);
        }
        return innermost.inner;
      }
      return outermost;
    }
  }

  private final class Level extends OpenCall {
    private final Levels levels;
    private final @Nullable Level outer;
    private @Nullable Level inner;
    private Role role = Role.LOG;
    private @Nullable Run run;
    private @Nullable Object passed;
    private @Nullable LoggedRow row;
    private @Nullable OpenCall then;

    Level(Levels levels, @Nullable Level outer) {
      super(messages);
      this.levels = levels;
      this.outer = outer;
    }

    /** Leaves whatever was entered within and never left, too. */
    @Override
    void exit(@Nullable Object returned, @Nullable Throwable thrown) throws Exception {
      OpenCall told = then;
      for (Level each = levels.innermost; each != outer && each != null; each = each.outer) {
        each.run = null;
        each.passed = null;
        if (each.row != null) {
          each.row.release();
          each.row = null;
        }
        each.then = null;
      }
      levels.innermost = outer;
      if (told != null) {
        told.exit(returned, thrown);
      }
    }
  }
}
