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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A step of the build: starts a run of a client with the agent as it was built, and lists the
 * classes of the agent that were loaded for it, for class LoadAhead. First what weaves the client,
 * in its order: all of that happens on one thread. Then what a run needs until it is finished, and
 * that in the order of names, as several threads load it. So the list is the same each time.
 */
final class ListStart {
  private static final String LIST = "ai/trainy/pluto/agent/start.classes";
  private static final String START = "ai.trainy.pluto.agent.start.Start";
  private static final String CLIENT = "com.example.wandb.";
  private static final List<String> WOVEN = List.of(CLIENT + "Wandb", CLIENT + "Run");

  private ListStart() {}

  /**
   * @param arguments the folder that goes into the archive, and the jars of the client
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path journals = Files.createTempDirectory("list-start");
    System.setProperty("pluto.dir", journals.toString());
    Recording agent = new Recording(folder);
    @SuppressWarnings("unchecked") // that class is ours
    BiFunction<String, Instrumentation, ClassFileTransformer> start =
        (BiFunction<String, Instrumentation, ClassFileTransformer>)
            agent.loadClass(START).getDeclaredConstructor().newInstance();
    ClassFileTransformer weaver = start.apply("", new Woven().instrumentation());
    agent.loaded.clear();
    try (Client client = new Client(jars(arguments), weaver)) {
      for (String name : WOVEN) {
        client.loadClass(name);
      }
      List<String> list = new ArrayList<>(agent.loaded);
      if (!list.contains("net.bytebuddy.asm.Advice")) {
        throw new IllegalStateException("nothing was woven");
      }
      run(client);
      agent.settle();
      TreeSet<String> later = new TreeSet<>(agent.loaded);
      later.removeAll(list);
      if (!later.contains("ai.trainy.pluto.journal.Journal")) {
        throw new IllegalStateException("no run was opened");
      }
      list.addAll(later);
      Files.write(
          folder.resolve(LIST), String.join("\n", list).getBytes(StandardCharsets.US_ASCII));
    } finally {
      delete(journals);
    }
    // Threads of the agent's may be at work.
    Runtime.getRuntime().halt(0);
  }

  private static URL[] jars(String[] arguments) throws IOException {
    URL[] jars = new URL[arguments.length - 1];
    for (int i = 0; i < jars.length; i++) {
      jars[i] = Path.of(arguments[i + 1]).toUri().toURL();
    }
    return jars;
  }

  private static void run(Client client) throws ReflectiveOperationException {
    Object run =
        client.loadClass(CLIENT + "Wandb").getMethod("init", String.class).invoke(null, "list");
    run.getClass().getMethod("log", Map.class).invoke(run, Map.of("loss", 0.5));
    run.getClass().getMethod("finish").invoke(run);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(each);
      }
    }
  }

  /** The client's classes, woven. */
  private static final class Client extends URLClassLoader {
    private final ClassFileTransformer weaver;

    Client(URL[] jars, ClassFileTransformer weaver) {
      super(jars, getPlatformClassLoader());
      this.weaver = weaver;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/');
      try (InputStream in = getResourceAsStream(file + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        byte[] woven =
            WOVEN.contains(name) ? weaver.transform(this, file, null, null, bytes) : bytes;
        if (woven == null) {
          throw new IllegalStateException(name + " was not woven");
        }
        return defineClass(name, woven, 0, woven.length);
      } catch (IOException | java.lang.instrument.IllegalClassFormatException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /**
   * Weaves classes of the JDK as an instrumentation does, and drops what comes of it. What else it
   * is asked for is opened by options of this JVM.
   */
  private static final class Woven {
    private final List<ClassFileTransformer> transformers = new ArrayList<>();

    Instrumentation instrumentation() {
      return (Instrumentation)
          Proxy.newProxyInstance(
              ListStart.class.getClassLoader(),
              new Class<?>[] {Instrumentation.class},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "addTransformer":
                    transformers.add((ClassFileTransformer) arguments[0]);
                    return null;
                  case "retransformClasses":
                    for (Class<?> type : (Class<?>[]) arguments[0]) {
                      weave(type);
                    }
                    return null;
                  default:
                    return nothing(method.getReturnType());
                }
              });
    }

    private void weave(Class<?> type) throws Exception {
      String name = type.getName().replace('.', '/');
      try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
        byte[] bytes = in.readAllBytes();
        for (ClassFileTransformer each : transformers) {
          if (each.transform(null, name, type, null, bytes) == null) {
            throw new IllegalStateException(name + " was not woven");
          }
        }
      }
    }

    private static Object nothing(Class<?> type) {
      return type == boolean.class
          ? Boolean.FALSE
          : type == long.class ? Long.valueOf(0) : type.isArray() ? new Class<?>[0] : null;
    }
  }

  /** Loads the agent as its own loader does. */
  private static final class Recording extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private static final long QUIET_SECONDS = 1;

    final List<String> loaded = Collections.synchronizedList(new ArrayList<>());
    private final Path folder;

    Recording(Path folder) {
      super(getPlatformClassLoader());
      this.folder = folder;
    }

    /** Waits until nothing more is loaded. */
    void settle() throws InterruptedException {
      int before = -1;
      while (loaded.size() > before) {
        before = loaded.size();
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
      }
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
