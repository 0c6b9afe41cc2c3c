package ai.trainy.pluto.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.testing.Told;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import net.bytebuddy.dynamic.loading.ByteArrayClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that only a binding file knows, held against their classes. */
class OwnClientWeavingTest {
  @TempDir Path directory;

  private final RecordingTee tee = new RecordingTee();
  private final Told told = new Told();
  private final Messages messages = told.messages();

  /** A client; only its methods matter. */
  public static final class Tracker {
    public static Tracker start(String project) {
      return new Tracker();
    }

    public static void begin() {}

    public static void record(Map<String, ?> row) {}

    public void log(Map<String, ?> row) {}

    public void log(Map<String, ?> row, long step) {}

    public void tags(String... tags) {}
  }

  private byte[] weave(String binding) throws IOException {
    String name = Tracker.class.getName();
    Path file = directory.resolve("own.binding");
    Files.writeString(file, binding.replace("TRACKER", name));
    Weaver weaver =
        new Weaver(
            Bindings.read(file).clients(),
            tee.handlers().table(),
            tee.handlers()::handler,
            messages);
    String path = name.replace('.', '/');
    try (InputStream in = Tracker.class.getResourceAsStream("/" + path + ".class")) {
      return weaver.transform(Tracker.class.getClassLoader(), path, null, null, in.readAllBytes());
    }
  }

  private String said() {
    return told.text().lines().collect(Collectors.joining("\n"));
  }

  private boolean canNest(String method) {
    return tee.handlers().method(Tracker.class.getName() + "." + method).canNest();
  }

  @Test
  void aRowWithinARowIsAnotherWhereOneMethodLogs() throws IOException {
    weave("class TRACKER\nstart(String) : init\nlog(Map) : log data=arg0");

    assertThat(canNest("log(Ljava/util/Map;)V")).isFalse();
  }

  @Test
  void aRowWithinARowMayBeTheSameWhereSeveralMethodsLog() throws IOException {
    weave("class TRACKER\nlog(Map) : log data=arg0\nlog(Map,long) : log data=arg0 step=arg1");

    assertThat(canNest("log(Ljava/util/Map;)V")).isTrue();
    assertThat(canNest("log(Ljava/util/Map;J)V")).isTrue();
  }

  @Test
  void howARowEndsIsToldUnlessItAlwaysHasAStep() throws Exception {
    Object run = load(weave("class TRACKER\nlog(Map) : log data=arg0"));
    run.getClass().getMethod("log", Map.class).invoke(run, Map.of());
    assertThat(tee.last(Role.LOG).outcomes()).isEqualTo(1);

    run = load(weave("class TRACKER\nlog(Map,long) : log data=arg0 step=arg1"));
    run.getClass().getMethod("log", Map.class, long.class).invoke(run, Map.of(), 1L);
    assertThat(tee.last(Role.LOG).outcomes()).isZero();
  }

  private Object load(byte[] woven) throws ReflectiveOperationException {
    tee.handlers().plug(tee);
    String name = Tracker.class.getName();
    return new ByteArrayClassLoader.ChildFirst(Tracker.class.getClassLoader(), Map.of(name, woven))
        .loadClass(name)
        .getConstructor()
        .newInstance();
  }

  @AfterEach
  void unplug() {
    tee.handlers().plug(null);
  }

  @Test
  void arraysAreWrittenAsInJava() throws IOException {
    assertThat(weave("class TRACKER\ntags(String[]) : tags tags=arg0")).isNotNull();
    assertThat(said()).isEmpty();
  }

  @Test
  void aStaticMethodMustNameItsRun() throws IOException {
    assertThat(weave("class TRACKER\nrecord(Map) : log data=arg0")).isNull();
    assertThat(said())
        .startsWith("pluto: ")
        .contains("Tracker.record(Map) is static and has no 'this'; say in the binding which run")
        .contains("own.binding does not fit this version of the client")
        .hasLineCount(1);

    assertThat(weave("class TRACKER\nrecord(Map) : log run=\"main\" data=arg0")).isNotNull();
  }

  @Test
  void anInitThatReturnsNothingMustNameItsRun() throws IOException {
    assertThat(weave("class TRACKER\nbegin() : init")).isNull();
    assertThat(said()).contains("Tracker.begin() returns nothing; say in the binding which run");

    assertThat(weave("class TRACKER\nbegin() : init run=\"main\"")).isNotNull();
  }

  @Test
  void eachClientThatDoesNotFitIsSaid() throws IOException {
    weave("client one\nclass TRACKER\nnone() : finish");
    weave("client two\nclass TRACKER\nlog(Map) : log data=arg0\nneither() : finish");

    assertThat(said().lines()).hasSize(2);
    assertThat(said()).contains("own.binding, client one", "own.binding, client two");
  }
}
