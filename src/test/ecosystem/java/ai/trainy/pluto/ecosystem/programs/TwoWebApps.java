package ai.trainy.pluto.ecosystem.programs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * Deploys two web applications, each with a client of its own, and takes them away again.
 * Arguments: the jars of the client.
 */
public final class TwoWebApps {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private TwoWebApps() {}

  public static void main(String[] jars) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory(Path.of(""), "tomcat").toString());
    tomcat.setPort(0);
    Context first = deploy(tomcat, "first", jars);
    Context second = deploy(tomcat, "second", jars);
    tomcat.start();
    WeakReference<ClassLoader> ofFirst = undeploy(tomcat, first);
    first = null;
    awaitCollection(ofFirst, "first");
    WeakReference<ClassLoader> ofSecond = undeploy(tomcat, second);
    second = null;
    awaitCollection(ofSecond, "second");
    tomcat.stop();
    tomcat.destroy();
  }

  private static Context deploy(Tomcat tomcat, String name, String[] jars) throws IOException {
    Path app = Files.createTempDirectory(Path.of(""), name).toAbsolutePath();
    Path libraries = Files.createDirectories(app.resolve("WEB-INF/lib"));
    for (String jar : jars) {
      Files.copy(Path.of(jar), libraries.resolve(Path.of(jar).getFileName()));
    }
    String trainer = Trainer.class.getName().replace('.', '/') + ".class";
    Path file = app.resolve("WEB-INF/classes").resolve(trainer);
    Files.createDirectories(file.getParent());
    try (InputStream in = TwoWebApps.class.getClassLoader().getResourceAsStream(trainer)) {
      Files.copy(in, file);
    }
    Context context = tomcat.addContext("/" + name, app.toString());
    context.addApplicationListener(Trainer.class.getName());
    return context;
  }

  private static WeakReference<ClassLoader> undeploy(Tomcat tomcat, Context context) {
    WeakReference<ClassLoader> loader = new WeakReference<>(context.getLoader().getClassLoader());
    tomcat.getHost().removeChild(context);
    return loader;
  }

  private static void awaitCollection(WeakReference<ClassLoader> loader, String name)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (loader.get() != null && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(50);
    }
    System.out.println(name + (loader.get() == null ? " is collected" : " is held"));
  }
}
