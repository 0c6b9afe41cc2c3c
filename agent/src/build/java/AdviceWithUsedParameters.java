import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A step of the build: has Byte Buddy's advice know only the annotations of parameters that ours
 * has. For each one that there is, it would make a factory, and to make it reads the annotation's
 * methods by reflection, whether any advice has such a parameter or not.
 *
 * <p>In the place of a factory that is left out it has another one twice: they go into a map by
 * their annotations.
 */
final class AdviceWithUsedParameters {
  private static final String OURS = "ai/trainy/pluto/agent/weave";
  private static final String ADVICE = "net/bytebuddy/asm/Advice";
  private static final String MAPPINGS = ADVICE + "$OffsetMapping$";
  private static final List<String> MAKE_FACTORIES =
      List.of(
          ADVICE + "$Dispatcher$Inlining$Resolved$ForMethodEnter",
          ADVICE + "$Dispatcher$Inlining$Resolved$ForMethodExit");
  private static final String ALWAYS_MADE = MAPPINGS + "ForArgument$Unresolved$Factory";
  private static final String FACTORY = "INSTANCE";
  private static final String SUFFIX = ".class";

  private final Path root;

  /** The annotations of our parameters, by their descriptors. */
  private final Set<String> used = new HashSet<>();

  private AdviceWithUsedParameters(Path root) {
    this.root = root;
  }

  /**
   * @param arguments the folder that goes into the archive
   */
  public static void main(String[] arguments) throws IOException {
    new AdviceWithUsedParameters(Path.of(arguments[0])).run();
  }

  private void run() throws IOException {
    for (Path file : ClassFiles.in(root.resolve(OURS))) {
      new ClassReader(Files.readAllBytes(file)).accept(new UsedAnnotations(), 0);
    }
    for (String name : MAKE_FACTORIES) {
      Path file = root.resolve(name + SUFFIX);
      ClassWriter writer = new ClassWriter(0);
      Fewer fewer = new Fewer(writer);
      new ClassReader(Files.readAllBytes(file)).accept(fewer, 0);
      if (fewer.made == 0 || fewer.leftOut == 0) {
        throw new IOException(name + " no longer makes factories as this step expects");
      }
      Files.write(file, writer.toByteArray());
    }
  }

  /** Whether any of our advice has a parameter of a factory's annotation. */
  private boolean isUsed(String factory) {
    AnnotationOf annotation = new AnnotationOf();
    try {
      new ClassReader(Files.readAllBytes(root.resolve(factory + SUFFIX))).accept(annotation, 0);
    } catch (IOException e) {
      throw new IllegalStateException(factory, e);
    }
    if (annotation.descriptor == null) {
      throw new IllegalStateException(factory + " does not tell its annotation");
    }
    return used.contains(annotation.descriptor);
  }

  private final class UsedAnnotations extends ClassVisitor {
    UsedAnnotations() {
      super(OpenedClassReader.ASM_API);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] thrown) {
      return new MethodVisitor(api) {
        @Override
        public AnnotationVisitor visitParameterAnnotation(
            int parameter, String annotation, boolean visible) {
          used.add(annotation);
          return null;
        }
      };
    }
  }

  /** What a factory's {@code getAnnotationType} returns. */
  private static final class AnnotationOf extends ClassVisitor {
    String descriptor;

    AnnotationOf() {
      super(OpenedClassReader.ASM_API);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String generic, String[] thrown) {
      return !name.equals("getAnnotationType")
          ? null
          : new MethodVisitor(api) {
            @Override
            public void visitLdcInsn(Object value) {
              descriptor = ((Type) value).getDescriptor();
            }
          };
    }
  }

  private final class Fewer extends ClassVisitor {
    int made;
    int leftOut;

    Fewer(ClassVisitor next) {
      super(OpenedClassReader.ASM_API, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] thrown) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, generic, thrown);
      return !name.equals("<init>")
          ? method
          : new MethodVisitor(api, method) {
            @Override
            public void visitFieldInsn(int opcode, String owner, String field, String type) {
              boolean factory =
                  opcode == Opcodes.GETSTATIC
                      && owner.startsWith(MAPPINGS)
                      && field.equals(FACTORY);
              if (!factory) {
                super.visitFieldInsn(opcode, owner, field, type);
              } else if (owner.equals(ALWAYS_MADE) || isUsed(owner)) {
                made++;
                super.visitFieldInsn(opcode, owner, field, type);
              } else {
                leftOut++;
                super.visitFieldInsn(opcode, ALWAYS_MADE, field, "L" + ALWAYS_MADE + ";");
              }
            }
          };
    }
  }
}
