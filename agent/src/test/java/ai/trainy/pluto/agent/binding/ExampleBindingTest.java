package ai.trainy.pluto.agent.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The binding file of the example client against that client. */
class ExampleBindingTest {
  private static final Path FILE =
      Path.of("..", "examples", "wandb-client", "example-wandb-client.binding");

  @Test
  void everyLineIsAMethodOfTheClient() throws IOException, ClassNotFoundException {
    ClientBinding client = Bindings.read(FILE).clients().get(0);

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
