package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.hook.TestHook;
import ai.trainy.pluto.agent.standalone.RequiredRunCheck;
import ai.trainy.pluto.agent.standalone.Standalone;
import ai.trainy.pluto.agent.tee.RunOpener;
import ai.trainy.pluto.agent.tee.Tee;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * A client and a program within a class of tests, loaded once more: woven, by a binding of its own,
 * as if wandb were switched off.
 */
final class StandaloneClient {
  private final Class<?> tests;
  private final Path directory;
  private final FakePluto server = new FakePluto();
  private final Told told = new Told();
  private final Messages messages = told.messages();
  private final List<String> unfit = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Pluto pluto;

  /**
   * @param tests classes within it are loaded again
   */
  StandaloneClient(Class<?> tests, Path directory) {
    this.tests = tests;
    this.directory = directory;
  }

  /** Sets a variable of the environment. */
  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Runs a program that uses clients. */
  Object run(Class<? extends Callable<?>> program, String... binding) throws Exception {
    environment.put("PLUTO_DIR", directory.toString());
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "60");
    environment.put("DISABLE_WANDB_LOGGING", "true");
    Settings settings = new Settings(Wandb.options(null), Map.of(), environment);
    Credential key = Credential.of(ApiKey.of("mlpi_secret", "a test"));
    ProgramEnd end = new ProgramEnd();
    pluto = new Pluto(settings, Connector.of(key, value -> server), end, messages);
    RunOpener opener = new RunOpener(pluto, settings, () -> {}, messages);
    Tee tee = new Tee(opener, new ForeignValues(Bindings::values), messages);
    RequiredRunCheck requiredRun =
        new RequiredRunCheck(pluto, settings, Optional::empty, code -> {}, messages);
    Standalone standalone = new Standalone(tee, requiredRun, settings, messages);
    HandlerTable table = new HandlerTable(TestHook.get());
    table.plug();
    List<ClientBinding> clients = read(binding);
    Weaver weaver = Weaver.withoutWandb(clients, table, standalone::handler, messages, unfit::add);
    try {
      Class<?> again = new Loader(weaver).loadClass(program.getName());
      Constructor<?> constructor = again.getDeclaredConstructor();
      constructor.setAccessible(true);
      return ((Callable<?>) constructor.newInstance()).call();
    } finally {
      TestHook.get().plug(null);
    }
  }

  private List<ClientBinding> read(String... binding) throws IOException {
    String text =
        String.join("\n", binding).replaceAll("class (?=\\w)", "class " + tests.getName() + "\\$");
    return Bindings.read(Files.writeString(directory.resolve("own.binding"), text)).clients();
  }

  /** What {@code doctor} would tell of a client. */
  List<String> unclear(String... binding) throws IOException {
    CompatibilityCheck check = new CompatibilityCheck(classFiles(), true);
    return read(binding).stream()
        .flatMap(client -> check.unclear(client, "").stream())
        .map(method -> shortened(method.toString()) + " -> " + shortened(method.line()))
        .collect(Collectors.toList());
  }

  private String shortened(String text) {
    return text.replace(tests.getName() + "$", "");
  }

  /**
   * Steps, names and values.
   *
   * @param expected how many to wait for
   */
  List<String> points(int expected) {
    Await.until(
        () -> server.pointsOfRuns().toString(), () -> server.pointsOfRuns().size() >= expected);
    return server.pointsOfRuns().stream()
        .map(point -> point.replaceAll("^\\S+ ", ""))
        .collect(Collectors.toList());
  }

  FakePluto server() {
    return server;
  }

  /** Why the client is not, or not certainly, logged to Pluto alone. */
  List<String> unfit() {
    return unfit;
  }

  String said() {
    return shortened(told.text());
  }

  /** What a run that is ended now says of what became of it. */
  String endLine() throws IOException {
    pluto.init(RunSpec.builder().name("last").build()).finish();
    return said().lines().filter(line -> line.contains("'last'")).findFirst().orElseThrow();
  }

  private ClassFileLocator classFiles() {
    return ClassFileLocator.ForClassLoader.of(tests.getClassLoader());
  }

  private byte[] file(String className) throws ClassNotFoundException {
    try {
      return classFiles().locate(className).resolve();
    } catch (IOException | IllegalStateException e) {
      throw new ClassNotFoundException(className, e);
    }
  }

  private final class Loader extends ClassLoader {
    private final Weaver weaver;

    Loader(Weaver weaver) {
      super(tests.getClassLoader());
      this.weaver = weaver;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        if (!name.startsWith(tests.getName() + "$")) {
          return super.loadClass(name, resolve);
        }
        byte[] file = file(name);
        byte[] woven = weaver.transform(this, name.replace('.', '/'), null, null, file);
        byte[] bytes = woven == null ? file : woven;
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
  }
}
