package ai.trainy.pluto.agent.binding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bindings that come with the agent, and those of users. */
public final class Bindings {

  private Bindings() {}

  /** Every shipped client. */
  public static List<ClientBinding> clients() {
    return shipped("official-client.binding").clients();
  }

  /** Media and the like by the names that their classes usually have. */
  public static List<ValueBinding> values() {
    return shipped("values.binding").values();
  }

  /** The JDK's own methods that tell how a program ends. */
  public static ClientBinding jvmEnd() {
    return shipped("jvm-end.binding").clients().get(0);
  }

  /**
   * A user's own.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is not understood; the message names file and line
   */
  public static BindingFile read(Path file) throws IOException {
    return new BindingParser(file.toString()).parse(Files.readString(file));
  }

  private static BindingFile shipped(String file) {
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
