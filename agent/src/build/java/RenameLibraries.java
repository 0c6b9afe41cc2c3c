import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A step of the build, run on the laid-out jar: gives the libraries of the transport names of our
 * own, because other agents instrument classes by their names. Their references to {@code
 * java.util.logging} go to a logger that does nothing, those to the JVM's {@code ProxySelector} and
 * {@code Normalizer} to types of ours. Classes that ours cannot reach are left out, and so is what
 * only Kotlin's compiler, reflection and debugger read, and a class's constants of a type whose
 * initialisation is for the program to do.
 */
final class RenameLibraries {
  private static final String NEW_HOME = "ai/trainy/pluto/library/";
  private static final List<String> LIBRARIES =
      List.of("okhttp3/", "okio/", "kotlin/", "com/fasterxml/jackson/");

  private static final String TRANSPORT = "ai/trainy/pluto/transport/";

  /** Ours that call them. */
  private static final List<String> CALLERS = List.of(TRANSPORT, "ai/trainy/pluto/agent/cli/text/");

  private static final String LOGGING = "java/util/logging/";
  private static final String NO_LOGGING = TRANSPORT + "logging/";

  /** A class that a library looks for by its name, or a package that it takes off one. */
  private static final Pattern NAME =
      Pattern.compile("(okhttp3|okio|kotlin|com\\.fasterxml\\.jackson)\\.[\\w.$]*");

  private static final Set<String> KOTLIN_METADATA =
      Set.of(
          "Lkotlin/Metadata;",
          "Lkotlin/jvm/internal/SourceDebugExtension;",
          "Lkotlin/coroutines/jvm/internal/DebugMetadata;");

  /** The type that OkHttp asks for proxies; initialising the JVM's is for the program to do. */
  private static final String PROXY_SELECTOR = "java/net/ProxySelector";

  private static final String OWN_PROXY_SELECTOR = TRANSPORT + "proxies/ProxySelector";

  /** Loads the JVM's tables of all Unicode, for host names that are ASCII. */
  private static final String NORMALIZER = "java/text/Normalizer";

  private static final String OWN_NORMALIZER = TRANSPORT + "text/Normalizer";

  /** Asks the JVM's selector, and no other class does. */
  private static final String ASKS_THE_JVM = TRANSPORT + "JvmProxies";

  /**
   * Its limits for decimals, which nobody reads who asks for a double. From Java 25 on, whoever
   * makes the first decimal fixes the size of the JVM's common pool.
   */
  private static final String HAS_DECIMALS = "com/fasterxml/jackson/core/base/ParserMinimalBase";

  private static final String DECIMAL = "java/math/BigDecimal";

  /**
   * Chooses what knows the JVM's TLS. Other implementations are asked for before, and no program's
   * is to be seen from here; but to ask has the JVM load all that it has for security.
   */
  private static final String CHOOSES_TLS = "okhttp3/internal/platform/PlatformRegistry";

  private static final String TLS_OF_THE_JDK = "okhttp3/internal/platform/Jdk9Platform";

  private static final String SUFFIX = ".class";

  private final Path root;

  /** The classes of libraries that were referred to, by their old names. */
  private final Set<String> reached = new HashSet<>();

  private final Deque<String> waiting = new ArrayDeque<>();

  private RenameLibraries(Path root) {
    this.root = root;
  }

  /**
   * @param arguments the folder that goes into the archive
   */
  public static void main(String[] arguments) throws IOException {
    new RenameLibraries(Path.of(arguments[0])).run();
  }

  private void run() throws IOException {
    for (String callers : CALLERS) {
      for (Path ours : files(callers)) {
        if (!ours.startsWith(root.resolve(NO_LOGGING))) {
          Files.write(ours, renamed(ours, false));
        }
      }
    }
    while (!waiting.isEmpty()) {
      String name = waiting.remove();
      Path old = root.resolve(name + SUFFIX);
      // Some are optional, and are not there.
      if (Files.exists(old)) {
        Path target = root.resolve(NEW_HOME + name + SUFFIX);
        Files.createDirectories(target.getParent());
        Files.write(target, renamed(old, true));
      }
    }
    for (String library : LIBRARIES) {
      for (Path old : files(library)) {
        if (!old.toString().endsWith(SUFFIX)) {
          throw new IOException(old + " would be left out: is it needed?");
        }
        Files.delete(old);
      }
    }
  }

  private List<Path> files(String folder) throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(folder))) {
      return all.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    }
  }

  private byte[] renamed(Path file, boolean ofLibrary) throws IOException {
    boolean ownSelector = !file.endsWith(ASKS_THE_JVM + SUFFIX);
    ClassWriter renamed = new ClassWriter(0);
    ClassVisitor steps = new WithoutKotlinMetadata(renamed, new NewNames(ofLibrary, ownSelector));
    if (file.endsWith(HAS_DECIMALS + SUFFIX)) {
      steps = new WithoutDecimals(steps);
    } else if (file.endsWith(CHOOSES_TLS + SUFFIX)) {
      steps = new WithTlsOfTheJdk(steps);
    }
    new ClassReader(Files.readAllBytes(file)).accept(steps, 0);
    return renamed.toByteArray();
  }

  private String newName(String name) {
    if (name.startsWith(LOGGING)) {
      return NO_LOGGING + name.substring(LOGGING.length());
    }
    if (LIBRARIES.stream().noneMatch(name::startsWith)) {
      return name;
    }
    if (reached.add(name)) {
      waiting.add(name);
    }
    return NEW_HOME + name;
  }

  private final class NewNames extends Remapper {
    /** Our own strings name classes of the program, which keep theirs. */
    private final boolean inStrings;

    private final boolean ownSelector;

    NewNames(boolean inStrings, boolean ownSelector) {
      super(OpenedClassReader.ASM_API);
      this.inStrings = inStrings;
      this.ownSelector = ownSelector;
    }

    @Override
    public String map(String internalName) {
      if (inStrings && internalName.equals(NORMALIZER)) {
        return OWN_NORMALIZER;
      }
      return ownSelector && internalName.equals(PROXY_SELECTOR)
          ? OWN_PROXY_SELECTOR
          : newName(internalName);
    }

    @Override
    public Object mapValue(Object value) {
      return inStrings && value instanceof String && NAME.matcher((String) value).matches()
          ? newName(((String) value).replace('.', '/')).replace('/', '.')
          : super.mapValue(value);
    }
  }

  private static final class WithoutKotlinMetadata extends ClassRemapper {
    WithoutKotlinMetadata(ClassVisitor next, Remapper names) {
      super(next, names);
    }

    @Override
    public void visitSource(String source, String debug) {
      super.visitSource(source, null);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return KOTLIN_METADATA.contains(descriptor)
          ? null
          : super.visitAnnotation(descriptor, visible);
    }
  }

  /** Has the JDK's chosen, unasked. */
  private static final class WithTlsOfTheJdk extends ClassVisitor {
    private static final String COMPANION = TLS_OF_THE_JDK + "$Companion";

    WithTlsOfTheJdk(ClassVisitor next) {
      super(OpenedClassReader.ASM_API, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (!name.equals("findPlatform")) {
        return method;
      }
      method.visitCode();
      method.visitFieldInsn(Opcodes.GETSTATIC, TLS_OF_THE_JDK, "Companion", "L" + COMPANION + ";");
      method.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          COMPANION,
          "buildIfSupported",
          "()L" + TLS_OF_THE_JDK + ";",
          false);
      method.visitInsn(Opcodes.ARETURN);
      method.visitMaxs(1, 1);
      method.visitEnd();
      return null;
    }
  }

  /** Leaves constants that are decimals null. */
  private static final class WithoutDecimals extends ClassVisitor {
    WithoutDecimals(ClassVisitor next) {
      super(OpenedClassReader.ASM_API, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      return name.equals("<clinit>") ? new Constants(method) : method;
    }

    private static final class Constants extends MethodVisitor {
      private boolean made;

      Constants(MethodVisitor next) {
        super(OpenedClassReader.ASM_API, next);
      }

      @Override
      public void visitTypeInsn(int opcode, String type) {
        made = opcode == Opcodes.NEW && type.equals(DECIMAL);
        if (!made) {
          super.visitTypeInsn(opcode, type);
        }
      }

      @Override
      public void visitInsn(int opcode) {
        if (!made || opcode != Opcodes.DUP) {
          super.visitInsn(opcode);
        }
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (made && owner.equals(DECIMAL)) {
          made = false;
          // The whole number that it would have been made from.
          super.visitInsn(Opcodes.POP);
          super.visitInsn(Opcodes.ACONST_NULL);
        } else {
          super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
      }
    }
  }
}
