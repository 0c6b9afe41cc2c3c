package ai.trainy.pluto.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.json.JSONObject;

/**
 * Class files of a client in one of its shapes, made from {@code src/test/resources/client} by this
 * JVM's compiler. For Java 8 the compiler adds synthetic accessors, for 11 it makes nest mates.
 */
public final class CompiledClient {
  public static final String RUN = "com.wandb.client.WandbRun";
  public static final String BUILDER = RUN + "$Builder";

  private static final Pattern ONLY = Pattern.compile("(.*)//only ([\\w ]+)");
  private static final Map<String, CompiledClient> MADE = new HashMap<>();

  /** By binary name. */
  private final Map<String, byte[]> classFiles;

  private CompiledClient(Map<String, byte[]> classFiles) {
    this.classFiles = classFiles;
  }

  public static CompiledClient of(Shape shape, int release) throws IOException {
    CompiledClient made = MADE.get(shape + " " + release);
    if (made == null) {
      made = of(shape, release, source -> source);
      MADE.put(shape + " " + release, made);
    }
    return made;
  }

  /** As {@link #of(Shape, int)}, from sources that were changed before. */
  public static CompiledClient of(Shape shape, int release, UnaryOperator<String> change)
      throws IOException {
    return compile(shape, release, "-g", change);
  }

  /** As {@link #of(Shape, int)}, without the names of parameters and variables. */
  static CompiledClient withoutNames(Shape shape, int release) throws IOException {
    return compile(shape, release, "-g:none", source -> source);
  }

  private static CompiledClient compile(
      Shape shape, int release, String debug, UnaryOperator<String> change) throws IOException {
    Path directory = Files.createTempDirectory("client");
    try {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  debug,
                  "-proc:none",
                  "--release",
                  Integer.toString(release),
                  "-d",
                  directory.toString(),
                  "-cp",
                  Path.of(
                          JSONObject.class
                              .getProtectionDomain()
                              .getCodeSource()
                              .getLocation()
                              .getPath())
                      .toString()));
      for (String name : List.of("WandbRun.java", "WandbServer.java")) {
        Path source = directory.resolve(name);
        Files.writeString(source, change.apply(source(shape, name)));
        arguments.add(source.toString());
      }
      ByteArrayOutputStream messages = new ByteArrayOutputStream();
      int failed =
          ToolProvider.getSystemJavaCompiler()
              .run(null, messages, messages, arguments.toArray(new String[0]));
      assertThat(failed).as(messages.toString(StandardCharsets.UTF_8)).isZero();
      return new CompiledClient(read(directory));
    } finally {
      delete(directory);
    }
  }

  private static String source(Shape shape, String name) throws IOException {
    try (InputStream in = CompiledClient.class.getResourceAsStream("/client/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> lineFor(shape, line))
          .collect(Collectors.joining("\n"));
    }
  }

  private static String lineFor(Shape shape, String line) {
    Matcher only = ONLY.matcher(line);
    if (!only.matches()) {
      return line;
    }
    return Arrays.asList(only.group(2).split(" ", -1)).contains(shape.name()) ? only.group(1) : "";
  }

  private static Map<String, byte[]> read(Path directory) throws IOException {
    Map<String, byte[]> classFiles = new HashMap<>();
    for (Path file : files(directory)) {
      String path = directory.relativize(file).toString();
      if (path.endsWith(".class")) {
        classFiles.put(
            path.substring(0, path.length() - ".class".length()).replace('/', '.'),
            Files.readAllBytes(file));
      }
    }
    return classFiles;
  }

  private static void delete(Path directory) throws IOException {
    List<Path> files = files(directory);
    Collections.reverse(files);
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().collect(Collectors.toList());
    }
  }

  public byte[] classFile(String className) {
    return classFiles.get(className);
  }

  public List<String> classNames() {
    return classFiles.keySet().stream().sorted().collect(Collectors.toList());
  }

  /** A loader of the client as it is. */
  ClassLoader plain() {
    return new Loader(null);
  }

  /** A loader that hands every class to {@code weaver} before it is defined, as a JVM does. */
  ClassLoader wovenBy(Weaver weaver) {
    return new Loader(weaver);
  }

  private final class Loader extends ClassLoader {
    private final Weaver weaver;

    Loader(Weaver weaver) {
      super(CompiledClient.class.getClassLoader());
      this.weaver = weaver;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] original = classFiles.get(name);
      if (original == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] woven =
          weaver == null
              ? null
              : weaver.transform(this, name.replace('.', '/'), null, null, original);
      byte[] bytes = woven == null ? original : woven;
      return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      byte[] classFile =
          name.endsWith(".class")
              ? classFiles.get(
                  name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              : null;
      return classFile == null
          ? super.getResourceAsStream(name)
          : new ByteArrayInputStream(classFile);
    }
  }
}
