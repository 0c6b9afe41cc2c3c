package ai.trainy.pluto.agent.binding;

import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  /** The JDK's own methods that print. */
  public static ClientBinding console() {
    return shipped("console.binding").clients().get(0);
  }

  /**
   * The user's own; nothing where no file is named.
   *
   * @throws IllegalArgumentException as {@link #read} does
   */
  public static BindingFile own(Settings settings) {
    return settings.text(Wandb.BINDINGS).map(file -> read(Path.of(file))).orElse(BindingFile.EMPTY);
  }

  /**
   * A file of bindings.
   *
   * @throws IllegalArgumentException if it cannot be read or is not understood; the message says
   *     why to people, and names the file, and the line if it is one
   */
  public static BindingFile read(Path file) {
    String text;
    try {
      // Editors of Windows begin a file with this mark.
      text = Files.readString(file).replaceFirst("^\uFEFF", "");
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the file cannot be read (" + e + ")", e);
    }
    return new BindingParser(file.toString()).parse(text);
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
