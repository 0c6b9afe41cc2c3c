import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A step of the build: weaves a client's classes with the agent as it was built, and lists the
 * classes of the agent that were loaded for it, for class LoadAhead. All of it happens on one
 * thread, so that the list is the same each time.
 */
final class ListWeaving {
  private static final String LIST = "ai/trainy/pluto/agent/weaving.classes";
  private static final String START = "ai.trainy.pluto.agent.start.Start";
  private static final List<String> CLIENT =
      List.of("com/example/wandb/Wandb", "com/example/wandb/Run");

  private ListWeaving() {}

  /**
   * @param arguments the folder that goes into the archive, and the jar of the client
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Recording agent = new Recording(folder);
    @SuppressWarnings("unchecked") // that class is ours
    BiFunction<String, Instrumentation, ClassFileTransformer> start =
        (BiFunction<String, Instrumentation, ClassFileTransformer>)
            agent.loadClass(START).getDeclaredConstructor().newInstance();
    ClassFileTransformer weaver = start.apply("", instrumentation());
    agent.loaded.clear();
    int woven = 0;
    URL[] client = {Path.of(arguments[1]).toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(client, null)) {
      for (String name : CLIENT) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
          woven += weaver.transform(loader, name, null, null, in.readAllBytes()) == null ? 0 : 1;
        }
      }
    }
    if (woven == 0 || !agent.loaded.contains("net.bytebuddy.asm.Advice")) {
      throw new IllegalStateException("nothing was woven");
    }
    Files.write(
        folder.resolve(LIST), String.join("\n", agent.loaded).getBytes(StandardCharsets.US_ASCII));
  }

  /** One that does nothing: what it is asked for is opened by an option of this JVM. */
  private static Instrumentation instrumentation() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            ListWeaving.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> {
              Class<?> type = method.getReturnType();
              return type == boolean.class
                  ? Boolean.FALSE
                  : type == long.class ? Long.valueOf(0) : type.isArray() ? new Class<?>[0] : null;
            });
  }

  /** Loads the agent as its own loader does. */
  private static final class Recording extends ClassLoader {
    final List<String> loaded = new ArrayList<>();
    private final Path folder;

    Recording(Path folder) {
      super(getPlatformClassLoader());
      this.folder = folder;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        Path file = folder.resolve(name.replace('.', '/') + ".class");
        if (known != null || !Files.exists(file)) {
          return known != null ? known : super.loadClass(name, resolve);
        }
        try {
          byte[] bytes = Files.readAllBytes(file);
          Class<?> defined = defineClass(name, bytes, 0, bytes.length);
          loaded.add(name);
          return defined;
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      try {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.newInputStream(file) : super.getResourceAsStream(name);
      } catch (IOException e) {
        return null;
      }
    }
  }
}
