package ai.trainy.pluto.agent.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EmptyStackException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is answered where nothing is known, for every type of the JDK's base module. */
class DefaultValuesTest {
  /** What waits by its nature, does something to the machine, or throws. */
  private static final Pattern NOT_CALLED =
      Pattern.compile(
          "(?i).*(lock|wait|acquire|take|park|notify|join|sleep).*|get|newCondition|close|run"
              + "|delete.*|mkdirs?|createNewFile|console|start"
              // These throw for every empty value, too: there is nothing to go back to, and work
              // that
              // nobody does has not failed.
              + "|reset|remove|toURL|exceptionNow|resultNow");

  @Test
  void noAnswerThrowsAtFirstUseOrIsOnTheList() throws IOException {
    Set<String> without = new TreeSet<>();
    List<String> throwing = new ArrayList<>();
    for (Class<?> type : publicTypes()) {
      if (type.isEnum()) {
        continue;
      }
      if (!DefaultValues.has(type)) {
        if (!Throwable.class.isAssignableFrom(type)) {
          without.add(type.getName());
        }
        continue;
      }
      assertThat(type.isInstance(DefaultValues.of(type))).as(type.getName()).isTrue();
      use(type, throwing);
    }

    assertThat(throwing).isEmpty();
    Set<String> listed = listed();
    without.removeIf(
        name ->
            listed.contains(name)
                || listed.contains(name.substring(0, name.lastIndexOf('.')) + ".*"));
    assertThat(without).isEmpty();
  }

  @Test
  void aDirectoryIsOneThatNobodyElseUses() {
    Path directory = (Path) DefaultValues.of(Path.class);

    assertThat(directory)
        .isEmptyDirectory()
        .isEqualTo(((File) DefaultValues.of(File.class)).toPath());
    assertThat(directory).isNotEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
  }

  private static void use(Class<?> type, List<String> throwing) {
    for (Method method : type.getMethods()) {
      if (method.getParameterCount() > 0
          || Modifier.isStatic(method.getModifiers())
          || NOT_CALLED.matcher(method.getName()).matches()
          || !Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
        continue;
      }
      try {
        method.invoke(DefaultValues.of(type));
      } catch (InvocationTargetException e) {
        Throwable cause = e.getCause();
        // As every empty collection answers, and every one that supports something optional not.
        if (!(cause instanceof NoSuchElementException)
            && !(cause instanceof EmptyStackException)
            && !(cause instanceof UnsupportedOperationException)
            && !(cause instanceof CloneNotSupportedException)) {
          throwing.add(method + ": " + cause);
        }
      } catch (IllegalAccessException e) {
        throwing.add(method + ": " + e);
      }
    }
  }

  private static Set<String> listed() throws IOException {
    try (InputStream in =
        DefaultValuesTest.class.getResourceAsStream("/standalone/types-without-answers.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toSet());
    }
  }

  private static List<Class<?>> publicTypes() throws IOException {
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/java");
    try (Stream<Path> files = Files.walk(base)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring("/modules/java.base/".length()))
          .map(file -> load(file.substring(0, file.length() - 6).replace('/', '.')))
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .filter(type -> Object.class.getModule().isExported(type.getPackageName()))
          .collect(Collectors.toList());
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Test
  void locksQueuesAndFunctionsWork() {
    Lock lock = (Lock) DefaultValues.of(Lock.class);
    lock.lock();
    lock.unlock();
    assertThat(((BlockingQueue<?>) DefaultValues.of(BlockingQueue.class)).poll()).isNull();
    Function<?, ?> function = (Function<?, ?>) DefaultValues.of(Function.class);
    assertThat(function.andThen(x -> "then").apply(null)).isEqualTo("then");
  }

  /** Of a program. */
  public enum Status {
    FAILED,
    OK
  }

  @Test
  void anEnumAnswersWhatClaimsNothing() {
    assertThat(DefaultValues.of(Status.class)).isEqualTo(Status.OK);
  }

  @Test
  void scalasCollectionsAreEmpty() {
    assertThat(DefaultValues.of(scala.Option.class)).hasToString("None");
    assertThat(DefaultValues.of(scala.collection.immutable.Map.class)).hasToString("Map()");
    assertThat(DefaultValues.of(scala.collection.immutable.Seq.class)).hasToString("List()");
    assertThat(DefaultValues.of(scala.runtime.BoxedUnit.class)).hasToString("()");
    assertThat(DefaultValues.of(kotlin.Unit.class)).isSameAs(kotlin.Unit.INSTANCE);
  }
}
