import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A step of the build: leaves out the classes and methods of libraries that nothing of ours leads
 * to. A JVM would read them, check them, and load further classes to check them.
 *
 * <p>A class stays if anything that stays names it, in a text too. Of a class that stays a method
 * does if anything that stays calls one of its name and type; if it has the name and type of a
 * method of any type of the JDK that these classes extend, as the JDK may call it then; or, in Byte
 * Buddy, if its name is a text anywhere, as of what is found by reflection. Annotations and enums
 * stay whole.
 */
final class LeaveOutUnused {
  private static final List<String> LIBRARIES = List.of("ai/trainy/pluto/library", "net/bytebuddy");

  /** The one that looks for methods of its own by reflection. */
  private static final String FINDS_BY_NAME = "net/bytebuddy";

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
  private static final String SUFFIX = ".class";
  private static final String CONSTRUCTOR = "<init>";

  private final Path root;

  /** Those from which something may be left out, by their names. */
  private final Map<String, Library> libraries = new HashMap<>();

  private final Set<String> ofTheJdk = new HashSet<>();
  private final Set<String> texts = new HashSet<>();
  private final Set<String> called = new HashSet<>();
  private final Map<String, Set<Library>> declaring = new HashMap<>();
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  private LeaveOutUnused(Path root) {
    this.root = root;
  }

  /**
   * @param arguments the folder that goes into the archive
   */
  public static void main(String[] arguments) throws IOException {
    new LeaveOutUnused(Path.of(arguments[0])).run();
  }

  private void run() throws IOException {
    Names ours = new Names();
    for (Path file : ClassFiles.in(root)) {
      ClassReader reader = new ClassReader(Files.readAllBytes(file));
      if (LIBRARIES.stream().anyMatch(name -> file.startsWith(root.resolve(name)))) {
        Library library = new Library(file, reader.getAccess());
        libraries.put(reader.getClassName(), library);
        reader.accept(new Reading(library), 0);
      } else {
        reader.accept(new Reading(ours), 0);
      }
    }
    libraries.values().forEach(library -> library.supertypes.forEach(this::noteOfTheJdk));
    use(ours);
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
    for (Library library : libraries.values()) {
      if (library.stays) {
        ClassWriter shorter = new ClassWriter(0);
        new ClassReader(Files.readAllBytes(library.file)).accept(new Leaving(shorter, library), 0);
        Files.write(library.file, shorter.toByteArray());
      } else {
        Files.delete(library.file);
      }
    }
  }

  private void use(Names names) {
    names.types.forEach(this::useType);
    names.calls.forEach(this::call);
  }

  private void useType(String name) {
    Library library = libraries.get(name);
    if (library != null && !library.stays) {
      library.stays = true;
      waiting.add(() -> library.methods.keySet().forEach(key -> consider(library, key)));
      use(library.outside);
    }
  }

  private void call(String key) {
    if (called.add(key)) {
      waiting.add(() -> declaring.getOrDefault(key, Set.of()).forEach(type -> consider(type, key)));
    }
  }

  private void consider(Library library, String key) {
    if (library.stays && isUsed(library, key) && library.kept.add(key)) {
      use(library.methods.get(key));
    }
  }

  private boolean isUsed(Library library, String key) {
    return library.isWhole
        || called.contains(key)
        || key.startsWith("<clinit>")
        || (!library.statics.contains(key) && ofTheJdk.contains(key))
        || (library.file.startsWith(root.resolve(FINDS_BY_NAME))
            && texts.contains(key.substring(0, key.indexOf('('))));
  }

  /** By which a method is told from others; of a constructor, with its class. */
  private static String key(String owner, String name, String descriptor) {
    return (name.equals(CONSTRUCTOR) ? owner + "." + name : name) + descriptor;
  }

  /** Notes what the JDK may call of a subtype. */
  private void noteOfTheJdk(String supertype) {
    if (Files.exists(root.resolve(supertype + SUFFIX))) {
      return;
    }
    try {
      Class<?> found = Class.forName(supertype.replace('/', '.'), false, PLATFORM);
      for (Class<?> each = found; each != null; each = each.getSuperclass()) {
        Stream.of(each.getDeclaredMethods()).forEach(this::noteOfTheJdk);
      }
      Stream.of(found.getMethods()).forEach(this::noteOfTheJdk);
    } catch (ClassNotFoundException | LinkageError optional) {
      // What extends it is loaded by no JVM.
    }
  }

  private void noteOfTheJdk(Method method) {
    ofTheJdk.add(method.getName() + Type.getMethodDescriptor(method));
  }

  /** What a piece of code names. */
  private static class Names {
    final Set<String> types = new HashSet<>();
    final Set<String> calls = new HashSet<>();
  }

  /** A class of a library; what it names outside its methods, and in each of them. */
  private static final class Library extends Names {
    final Path file;
    final boolean isWhole;
    final Set<String> supertypes = new HashSet<>();
    final Names outside = new Names();
    final Map<String, Names> methods = new HashMap<>();
    final Set<String> statics = new HashSet<>();
    final Set<String> kept = new HashSet<>();
    boolean stays;

    Library(Path file, int access) {
      this.file = file;
      this.isWhole = (access & (Opcodes.ACC_ANNOTATION | Opcodes.ACC_ENUM)) != 0;
    }
  }

  /** Notes what a class names, by renaming nothing. */
  private final class Reading extends ClassRemapper {
    private final Names all;
    private String type;

    Reading(Names all) {
      this(all, new Noting(all instanceof Library ? ((Library) all).outside : all));
    }

    private Reading(Names all, Noting noting) {
      super(OpenedClassReader.ASM_API, new ClassWriter(0), noting);
      this.all = all;
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      type = name;
      if (all instanceof Library) {
        Library library = (Library) all;
        library.supertypes.addAll(Arrays.asList(interfaces));
        library.supertypes.add(parent);
      }
      super.visit(version, access, name, generic, parent, interfaces);
    }

    // A class that is never used is not missed where only these name it.
    @Override
    public void visitInnerClass(String name, String outer, String inner, int access) {}

    @Override
    public void visitOuterClass(String owner, String method, String descriptor) {}

    @Override
    public void visitNestMember(String member) {}

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] thrown) {
      Names names = all;
      if (all instanceof Library) {
        String key = key(type, name, descriptor);
        names = new Names();
        ((Library) all).methods.put(key, names);
        if ((access & Opcodes.ACC_STATIC) != 0) {
          ((Library) all).statics.add(key);
        }
        declaring.computeIfAbsent(key, first -> new HashSet<>()).add((Library) all);
      }
      Names before = ((Noting) remapper).names;
      ((Noting) remapper).names = names;
      MethodVisitor noting = super.visitMethod(access, name, descriptor, null, thrown);
      Names these = names;
      return new MethodVisitor(api, noting) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String called, boolean ofInterface) {
          these.calls.add(key(owner, method, called));
          super.visitMethodInsn(opcode, owner, method, called, ofInterface);
        }

        @Override
        public void visitEnd() {
          super.visitEnd();
          ((Noting) remapper).names = before;
        }
      };
    }
  }

  private final class Noting extends Remapper {
    Names names;

    Noting(Names names) {
      super(OpenedClassReader.ASM_API);
      this.names = names;
    }

    @Override
    public String map(String internalName) {
      names.types.add(internalName);
      return internalName;
    }

    @Override
    public Object mapValue(Object value) {
      if (value instanceof String) {
        texts.add((String) value);
        names.types.add(((String) value).replace('.', '/'));
      } else if (value instanceof Handle) {
        Handle handle = (Handle) value;
        names.calls.add(key(handle.getOwner(), handle.getName(), handle.getDesc()));
      }
      return super.mapValue(value);
    }
  }

  private final class Leaving extends ClassVisitor {
    private final Library library;
    private String type;

    Leaving(ClassVisitor next, Library library) {
      super(OpenedClassReader.ASM_API, next);
      this.library = library;
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      type = name;
      super.visit(version, access, name, generic, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] thrown) {
      return library.kept.contains(key(type, name, descriptor))
          ? super.visitMethod(access, name, descriptor, generic, thrown)
          : null;
    }
  }
}
