package ai.trainy.pluto.agent.binding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bindings that come with the agent. */
public final class Bindings {

  private Bindings() {}

  /** Every shipped client. */
  public static List<ClientBinding> clients() {
    return List.of(read("official-client.binding"));
  }

  /** The JDK's own methods that tell how a program ends. */
  public static ClientBinding jvmEnd() {
    return read("jvm-end.binding");
  }

  private static ClientBinding read(String file) {
    try (InputStream in = Bindings.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the agent's jar");
      }
      return new BindingParser(file).parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }
}
