package ai.trainy.pluto.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.ClassBinding;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientWatchTest {

  @Test
  void watchesForTheClassesOfTheShippedClientsAndNoOthers() throws ReflectiveOperationException {
    List<String> bound =
        Bindings.clients().stream()
            .flatMap(client -> client.classes().stream())
            .map(ClassBinding::name)
            .map(name -> name.replace('.', '/'))
            .collect(Collectors.toList());

    assertThat(watched()).containsExactlyInAnyOrderElementsOf(bound);
  }

  private static String[] watched() throws ReflectiveOperationException {
    Field clients = ClientWatch.class.getDeclaredField("CLIENTS");
    clients.setAccessible(true);
    return (String[]) clients.get(null);
  }

  @ParameterizedTest
  @NullSource // hidden classes come without a name
  @ValueSource(
      strings = {
        "com/wandb/client/WandbRunner",
        "com/wandb/client/WandbRun$1",
        "com/wandb/client/WandbRun$Builder$1",
        "com/wandb/client",
        "telecom/wandb/client/WandbRun",
        "WandbRun",
        "java/lang/String"
      })
  void otherClassesAreLeftAlone(String className)
      throws IllegalClassFormatException, ReflectiveOperationException {
    ClientWatch watch = new ClientWatch(null, null);

    assertThat(watch.transform(null, className, null, null, new byte[0])).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "")
  void withoutOptionsNothingIsLoadedToCheckThem(String options) {
    // Loading would fail here: these classes do not come from the agent's jar.
    assertThatCode(() -> new ClientWatch(options, null).checkOptions()).doesNotThrowAnyException();
  }

  @Test
  void optionsAreCheckedAtOnce() {
    assertThatThrownBy(() -> new ClientWatch("mode=offline", null).checkOptions())
        .hasMessageContaining("the agent's jar cannot be read");
  }

  @Test
  void aFileOfBindingsThatCannotBeReadIsSaidAtOnce() {
    assertThatThrownBy(() -> new ClientWatch("wandb.bindings=own.binding", null))
        .hasMessageContaining("the agent's jar cannot be read");
  }

  @Test
  void ofAFileOfBindingsNothingIsReadButTheNamesOfItsClasses(@TempDir Path home) throws Exception {
    Path file =
        Files.writeString(
            home.resolve("own.binding"),
            "# class no.Class\n"
                + "client lab\n"
                + "  class\tlab.metrics.Tracker$Own \r\n"
                + "  start(Map) : no such role\n"
                + "class *.a.B\n"
                + "  classes() : log\n"
                + "value c.D : image path=getPath()\n");

    ClientWatch watch = new ClientWatch("mode=offline, wandb.bindings = " + file + " ", null);

    assertThat(watch.ownClients()).containsExactly("lab/metrics/Tracker$Own", "*/a/B");
  }

  @Test
  void aFileOfBindingsWithoutAClassIsReadAtOnce(@TempDir Path home) throws Exception {
    Path file = Files.writeString(home.resolve("own.binding"), "clas lab.metrics.Tracker\n");

    assertThatThrownBy(() -> new ClientWatch("wandb.bindings=" + file, null))
        .hasMessageContaining("the agent's jar cannot be read");
  }
}
