package ai.trainy.pluto.agent.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The binding files of clients in this repository against those clients. */
class ExampleBindingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "examples/wandb-client/example-wandb-client.binding",
        "src/test/full-client/full-wandb-client.binding"
      })
  void everyLineIsAMethodOfTheClient(String file) throws IOException, ClassNotFoundException {
    ClientBinding client = Bindings.read(Path.of("..", file)).clients().get(0);

    assertThat(client.classes()).hasSize(2);
    for (ClassBinding bound : client.classes()) {
      Method[] methods = Class.forName(bound.name()).getDeclaredMethods();
      for (MethodBinding method : bound.methods()) {
        assertThat(methods).as("%s", method).anyMatch(each -> isIt(method, each));
      }
    }
  }

  private static boolean isIt(MethodBinding binding, Method method) {
    return binding.matches(
        method.getName(),
        Arrays.stream(method.getParameterTypes())
            .map(Class::getTypeName)
            .collect(Collectors.toList()));
  }
}
