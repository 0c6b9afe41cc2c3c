package ai.trainy.pluto.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Our classes once more, product and tests, with a bug put into one of them. */
public final class ChangedClasses extends URLClassLoader {
  private static final Path SOURCES = Path.of("src/main/java/ai/trainy/pluto");

  private ChangedClasses(List<URL> urls) {
    super(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  /**
   * Compiles them.
   *
   * @param source of the class, like {@code journal/Frame}
   * @param from what is in it
   * @param to what is in its place
   * @param directory an empty one
   */
  public static ChangedClasses with(String source, String from, String to, Path directory)
      throws IOException {
    Path file = SOURCES.resolve(source + ".java");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Path changed = directory.resolve(file.getFileName());
    Files.writeString(changed, text.replace(from, to));
    Path classes = Files.createDirectory(directory.resolve("classes"));
    String path = System.getProperty("java.class.path");
    String[] options = {"-nowarn", "-proc:none", "-d", "" + classes, "-cp", path, "" + changed};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
    List<URL> urls = new ArrayList<>();
    urls.add(classes.toUri().toURL());
    for (String entry : path.split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new ChangedClasses(urls);
  }
}
