package ai.trainy.pluto.threads;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;

/**
 * Permissions of our own code, for JVMs with a SecurityManager: Java 23 and older. Elsewhere tasks
 * just run.
 */
public final class Privileges {
  /** A later Java may have none of it. */
  private static final boolean EXIST = exist();

  private Privileges() {}

  private static boolean exist() {
    try {
      Class.forName("java.security.AccessController");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Returns whether what callers are not permitted to do is denied to what they call, too. */
  public static boolean areChecked() {
    return EXIST && System.getSecurityManager() != null;
  }

  /**
   * Runs a task with the permissions of our code, whatever those of the caller are. Threads that it
   * makes do not hold on to the caller's either, which matters with or without a SecurityManager.
   */
  public static <T> T use(Supplier<T> task) {
    return EXIST ? AccessController.doPrivileged((PrivilegedAction<T>) task::get) : task.get();
  }
}
