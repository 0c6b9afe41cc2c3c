package ai.trainy.pluto.endtoend.programs;

import java.security.Permission;
import java.util.Map;

/**
 * Logs two runs in a JVM with a SecurityManager. Argument: which, and since when.
 *
 * <ul>
 *   <li>start: the one of the command line
 *   <li>policy-first: the JDK's, before the first class of the client
 *   <li>policy: the JDK's, once the first run is open
 *   <li>jealous: one that denies everything to whoever is not the program, from then on
 *   <li>no-threads: one that denies threads to whoever is not the program, from the start
 * </ul>
 */
public final class Guarded {
  private Guarded() {}

  public static void main(String[] args) {
    String which = args[0];
    if (!which.equals("start")) {
      Thread.setDefaultUncaughtExceptionHandler((thread, e) -> System.out.println("uncaught " + e));
    }
    if (which.equals("no-threads")) {
      System.setSecurityManager(new Jealous("modifyThread"));
    }
    if (which.equals("policy-first")) {
      System.setSecurityManager(new SecurityManager());
    }
    Notebook first = Notebook.open(Map.of("project", "guarded", "id", "guarded1"));
    first.log(Map.of("loss", 0.5));
    if (which.equals("policy")) {
      System.setSecurityManager(new SecurityManager());
    } else if (which.equals("jealous")) {
      System.setSecurityManager(new Jealous(""));
    }
    first.log(Map.of("loss", 0.25));
    first.log(Map.of("loss", 0.125));
    first.finish();
    Notebook second = Notebook.open(Map.of("project", "guarded", "id", "guarded2"));
    second.log(Map.of("loss", 0.5));
    second.finish();
    System.out.println("done");
  }

  /** Looks at who asks, and not at what was granted to whom. Links nothing while it does. */
  private static final class Jealous extends SecurityManager {
    private final String denied;

    /**
     * @param denied how the names of permissions begin
     */
    Jealous(String denied) {
      this.denied = denied;
    }

    @Override
    public void checkPermission(Permission permission) {
      if (permission.getName().startsWith(denied)) {
        for (Class<?> asking : getClassContext()) {
          if (isGuest(asking.getName())) {
            throw new SecurityException("denied: ".concat(permission.getName()));
          }
        }
      }
    }

    private static boolean isGuest(String name) {
      return name.startsWith("ai.trainy.pluto.") && !name.startsWith("ai.trainy.pluto.endtoend.");
    }
  }
}
