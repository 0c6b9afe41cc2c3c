package ai.trainy.pluto.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sees every class that is loaded and compares its name. Only when a class of a wandb client comes
 * is the rest of the agent loaded, and asked what to do with it.
 */
final class ClientWatch implements ClassFileTransformer {
  /**
   * The classes of the shipped bindings, by the end of their names: a fat jar may have moved them
   * into a package of its own. A test holds this list to the bindings.
   */
  private static final String[] CLIENTS = {
    "com/wandb/client/WandbRun", "com/wandb/client/WandbRun$Builder"
  };

  private static final String START = "ai.trainy.pluto.agent.start.Start";
  private static final String UNREAD_BINDINGS = "ai.trainy.pluto.agent.start.UnreadBindings";

  private final String options;
  private final Instrumentation instrumentation;
  private final String[] own;

  /** What is loaded when a client comes, unless it had to be before; null until then. */
  private BiFunction<String, Instrumentation, ClassFileTransformer> start;

  private ClassFileTransformer weaver;
  private AgentClassLoader loader;

  ClientWatch(String options, Instrumentation instrumentation) throws ReflectiveOperationException {
    this.options = options;
    this.instrumentation = instrumentation;
    String[] bound = BoundClasses.of(options);
    this.own = bound == null ? new String[0] : bound;
    if (bound == null) {
      this.start = startWithout(options);
    }
  }

  /** Reports what is wrong with a bindings file at once, while its author is looking. */
  @SuppressWarnings("unchecked") // that class is ours
  private BiFunction<String, Instrumentation, ClassFileTransformer> startWithout(String options)
      throws ReflectiveOperationException {
    return ((Function<String, BiFunction<String, Instrumentation, ClassFileTransformer>>)
            load(UNREAD_BINDINGS))
        .apply(options);
  }

  /** Reports unreadable options at once, while their author is looking. */
  void checkOptions() throws ReflectiveOperationException {
    if (options != null && !options.isEmpty()) {
      @SuppressWarnings("unchecked") // that class is ours
      Consumer<String> check = (Consumer<String>) load("ai.trainy.pluto.agent.start.OptionsCheck");
      check.accept(options);
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> classBeingRedefined,
      ProtectionDomain domain,
      byte[] classFile)
      throws IllegalClassFormatException {
    if (className == null || !isClient(className)) {
      return null;
    }
    try {
      return System.getSecurityManager() == null
          ? weaver().transform(loader, className, classBeingRedefined, domain, classFile)
          : permitted(loader, className, classBeingRedefined, domain, classFile);
    } catch (Throwable e) {
      PlutoAgent.notStarted(e);
      return null;
    }
  }

  /**
   * With the permissions of the agent's jar; those of the program that loads the class may be few.
   */
  private byte[] permitted(
      final ClassLoader loader,
      final String className,
      final Class<?> classBeingRedefined,
      final ProtectionDomain domain,
      final byte[] classFile)
      throws PrivilegedActionException {
    return AccessController.doPrivileged(
        new PrivilegedExceptionAction<byte[]>() {
          @Override
          public byte[] run() throws Exception {
            return weaver().transform(loader, className, classBeingRedefined, domain, classFile);
          }
        });
  }

  private boolean isClient(String className) {
    for (String client : CLIENTS) {
      if (isMoved(client, className)) {
        return true;
      }
    }
    for (String client : own) {
      if (client.startsWith("*/")
          ? isMoved(client.substring(2), className)
          : client.equals(className)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a class is {@code client}, in that package or in one that a fat jar moved it to. */
  private static boolean isMoved(String client, String className) {
    int prefix = className.length() - client.length();
    return className.endsWith(client) && (prefix == 0 || className.charAt(prefix - 1) == '/');
  }

  /** At the JVM's end; nothing where the user has described no clients. */
  void explainUnusedBindings() {
    if (own.length > 0) {
      UnusedBindingsHook.register(this);
    }
  }

  synchronized boolean hasSeenClient() {
    return weaver != null;
  }

  String options() {
    return options;
  }

  /** The classes that the user has described, as class files spell them. */
  String[] ownClients() {
    return own.clone();
  }

  private synchronized ClassFileTransformer weaver() throws ReflectiveOperationException {
    if (weaver == null) {
      weaver = new Untouched();
      BiFunction<String, Instrumentation, ClassFileTransformer> agent = start();
      LoadAhead.begin(loader);
      weaver = agent.apply(options, instrumentation);
    }
    return weaver;
  }

  @SuppressWarnings("unchecked") // that class is ours
  private BiFunction<String, Instrumentation, ClassFileTransformer> start()
      throws ReflectiveOperationException {
    return start != null
        ? start
        : (BiFunction<String, Instrumentation, ClassFileTransformer>) load(START);
  }

  synchronized Object load(String className) throws ReflectiveOperationException {
    if (loader == null) {
      loader = AgentClassLoader.ofThisJar();
    }
    return loader.loadClass(className).getDeclaredConstructor().newInstance();
  }

  /** For an agent that was attached late: the client may be there already. */
  void retransformLoaded() throws UnmodifiableClassException {
    List<Class<?>> clients = new ArrayList<Class<?>>();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (isClient(loaded.getName().replace('.', '/'))) {
        clients.add(loaded);
      }
    }
    if (!clients.isEmpty()) {
      instrumentation.retransformClasses(clients.toArray(new Class<?>[0]));
    }
  }

  /** Stands in until the agent has started, and for good if it could not. */
  private static final class Untouched implements ClassFileTransformer {
    @Override
    public byte[] transform(
        ClassLoader loader,
        String className,
        Class<?> classBeingRedefined,
        ProtectionDomain domain,
        byte[] classFile) {
      return null;
    }
  }
}
