package ai.trainy.pluto.endtoend.programs;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Deploys an application in a class loader of its own, as servers do, lets it log a run, and
 * undeploys it. Prints whether anybody holds on to it.
 */
public final class Server {
  /** Less than the minute for which libraries keep threads that have nothing to do. */
  private static final long PATIENCE_SECONDS = 40;

  private Server() {}

  public static void main(String[] args) throws Exception {
    WeakReference<ClassLoader> application = new WeakReference<>(deployed());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (application.get() != null && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(20);
    }
    System.out.println(application.get() == null ? "collected" : "still there");
  }

  private static ClassLoader deployed() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Runnable application =
          (Runnable)
              loader.loadClass(Application.class.getName()).getDeclaredConstructor().newInstance();
      ThreadGroup group = new ThreadGroup("application");
      Thread thread = new Thread(group, application, "application");
      thread.setContextClassLoader(loader);
      thread.start();
      thread.join();
      return loader;
    }
  }

  private static URL[] classPath() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  /** All of it is loaded by the loader that is to go, the client too. */
  public static final class Application implements Runnable {
    private static final InheritableThreadLocal<Object> LOCAL = new InheritableThreadLocal<>();

    @Override
    public void run() {
      LOCAL.set(this);
      AccessController.doPrivileged(
          (PrivilegedAction<Void>)
              () -> {
                logARun();
                return null;
              });
    }

    private void logARun() {
      Notebook run =
          Notebook.open(
              Map.of("project", "server", "id", "server01", "config", Map.of("of", this)));
      run.log(Map.of("loss", 0.5));
      run.log(Map.of("loss", 0.25, "application", this));
      run.finish();
    }
  }
}
