package ai.trainy.pluto.transport;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import okio.AsyncTimeout;

/**
 * The thread of Okio that ends reads and writes which take too long: one for all connections,
 * started when there is none. Left alone it stays for a minute after the last of them.
 *
 * <p>Okio has no way to end it, so this uses what Okio keeps to itself: the thread ends when the
 * timeout that has passed is the one in the field {@code idleSentinel}. Where another version of
 * Okio works otherwise, the thread stays for its minute; a test tells.
 */
final class OkioWatchdog {
  private final ReentrantLock lock;
  private final Object queue;
  private final Method first;
  private final Field sentinel;

  private OkioWatchdog() throws ReflectiveOperationException {
    this.lock = (ReentrantLock) field("lock").get(null);
    this.queue = field("queue").get(null);
    this.first = queue.getClass().getDeclaredMethod("first");
    first.setAccessible(true);
    this.sentinel = field("idleSentinel");
  }

  private static Field field(String name) throws ReflectiveOperationException {
    Field field = AsyncTimeout.class.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** Ends the thread unless a read or write is going on. The next one starts it again. */
  static void endIfIdle() {
    try {
      OkioWatchdog watchdog = new OkioWatchdog();
      AsyncTimeout last = new AsyncTimeout();
      if (watchdog.giveLast(last)) {
        watchdog.awaitEnd(last);
      }
    } catch (ReflectiveOperationException | RuntimeException otherOkio) {
      // It ends in a minute.
    }
  }

  private boolean giveLast(AsyncTimeout last) throws ReflectiveOperationException {
    lock.lock();
    try {
      if (sentinel.get(null) == null || first.invoke(queue) != null) {
        return false;
      }
      sentinel.set(null, last);
      last.timeout(1, TimeUnit.NANOSECONDS);
      last.enter();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** What began meanwhile took the thread for a living one, and needs another. */
  private void awaitEnd(AsyncTimeout last) throws ReflectiveOperationException {
    while (true) {
      lock.lock();
      try {
        if (sentinel.get(null) != last) {
          if (sentinel.get(null) == null && first.invoke(queue) != null) {
            AsyncTimeout another = new AsyncTimeout();
            another.timeout(1, TimeUnit.NANOSECONDS);
            another.enter();
          }
          return;
        }
      } finally {
        lock.unlock();
      }
      LockSupport.parkNanos(100_000);
    }
  }
}
