package ai.trainy.pluto.agent.binding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bindings that come with the agent. */
public final class Bindings {
  private static final String OFFICIAL = "official-client.binding";

  private Bindings() {}

  /** Every shipped client. */
  public static List<ClientBinding> shipped() {
    try (InputStream in = Bindings.class.getResourceAsStream(OFFICIAL)) {
      if (in == null) {
        throw new IllegalStateException(OFFICIAL + " is missing from the agent's jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(new BindingParser(OFFICIAL).parse(text));
    } catch (IOException e) {
      throw new IllegalStateException(OFFICIAL + " cannot be read", e);
    }
  }
}
