import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A step of the build: makes a class of each of the interfaces by which Byte Buddy calls methods
 * that an old Java does not have. It would make them at run time, by reading annotations and as
 * proxies, whether anything is called by them or not; that was a fifth of all weaving.
 *
 * <p>What every Java has on which the agent runs is called as it is; for anything else Byte Buddy's
 * own is made, when it is called.
 */
final class DispatchersToClasses {
  private static final String BYTE_BUDDY = "net/bytebuddy";
  private static final String DISPATCHER = "net/bytebuddy/utility/dispatcher/JavaDispatcher";
  private static final String ACTION = "java/security/PrivilegedAction";
  private static final String OF_TYPE = "(Ljava/lang/Class;)L" + ACTION + ";";
  private static final String MADE = "$$";

  /** Java 11 has all of their methods that Byte Buddy calls. */
  private static final Set<String> KNOWN =
      Set.of(
          "java.lang.reflect.AnnotatedType",
          "java.lang.reflect.Executable",
          "java.lang.reflect.Field",
          "java.lang.reflect.Method",
          "java.lang.reflect.Parameter");

  private final Path root;

  /** The interfaces, and the types whose methods are called by them. */
  private final Map<String, String> targets = new HashMap<>();

  private DispatchersToClasses(Path root) {
    this.root = root;
  }

  /**
   * @param arguments the folder that goes into the archive
   */
  public static void main(String[] arguments) throws IOException {
    new DispatchersToClasses(Path.of(arguments[0])).run();
  }

  private void run() throws IOException {
    List<Path> files = ClassFiles.in(root.resolve(BYTE_BUDDY));
    for (Path file : files) {
      reader(file).accept(new Finding(), ClassReader.SKIP_CODE);
    }
    if (targets.isEmpty()) {
      throw new IOException("Byte Buddy has no dispatchers any more");
    }
    for (Path file : files) {
      ClassReader reader = reader(file);
      if (targets.containsKey(reader.getClassName())) {
        Files.write(
            file.resolveSibling(file.getFileName().toString().replace(".class", MADE + ".class")),
            new Dispatcher(reader).classFile());
      }
      ClassWriter writer = new ClassWriter(0);
      Replacing replacing = new Replacing(writer);
      reader.accept(replacing, 0);
      if (replacing.replaced) {
        Files.write(file, writer.toByteArray());
      }
    }
  }

  private static ClassReader reader(Path file) throws IOException {
    return new ClassReader(Files.readAllBytes(file));
  }

  private final class Finding extends ClassVisitor {
    private String name;

    Finding() {
      super(OpenedClassReader.ASM_API);
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      this.name = name;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return ofProxied(descriptor, target -> targets.put(name, target));
    }
  }

  private interface Use {
    void of(String value);
  }

  private static AnnotationVisitor ofProxied(String descriptor, Use use) {
    return !descriptor.equals("L" + DISPATCHER + "$Proxied;")
        ? null
        : new AnnotationVisitor(OpenedClassReader.ASM_API) {
          @Override
          public void visit(String name, Object value) {
            use.of((String) value);
          }
        };
  }

  private final class Replacing extends ClassVisitor {
    boolean replaced;

    Replacing(ClassVisitor next) {
      super(OpenedClassReader.ASM_API, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] thrown) {
      return new MethodVisitor(api, super.visitMethod(access, name, descriptor, generic, thrown)) {
        private Object constant;

        @Override
        public void visitLdcInsn(Object value) {
          constant = value;
          super.visitLdcInsn(value);
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String calledType, boolean ofInterface) {
          boolean isMade = owner.equals(DISPATCHER) && (called + calledType).equals("of" + OF_TYPE);
          if (isMade && constant instanceof Type) {
            String made = ((Type) constant).getInternalName() + MADE;
            super.visitInsn(Opcodes.POP);
            super.visitTypeInsn(Opcodes.NEW, made);
            super.visitInsn(Opcodes.DUP);
            super.visitMethodInsn(Opcodes.INVOKESPECIAL, made, "<init>", "()V", false);
            replaced = true;
          } else {
            super.visitMethodInsn(opcode, owner, called, calledType, ofInterface);
          }
        }

        @Override
        public void visitMaxs(int stack, int locals) {
          super.visitMaxs(stack + 1, locals);
        }
      };
    }
  }

  /** The class of an interface. */
  private final class Dispatcher extends ClassVisitor {
    private static final String REAL = "real";

    private final ClassReader reader;
    private final String type;
    private final String made;
    private final String target;
    private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    Dispatcher(ClassReader reader) {
      super(OpenedClassReader.ASM_API);
      this.reader = reader;
      this.type = reader.getClassName();
      this.made = type + MADE;
      this.target = targets.get(type);
    }

    byte[] classFile() {
      out.visit(
          Opcodes.V1_8,
          Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
          made,
          null,
          "java/lang/Object",
          new String[] {type, ACTION});
      out.visitField(Opcodes.ACC_PRIVATE, REAL, "L" + type + ";", null, null).visitEnd();
      MethodVisitor code = out.visitMethod(0, "<init>", "()V", null, null);
      code.visitCode();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
      end(code, Opcodes.RETURN);
      code = out.visitMethod(Opcodes.ACC_PUBLIC, "run", "()Ljava/lang/Object;", null, null);
      code.visitCode();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      end(code, Opcodes.ARETURN);
      real();
      reader.accept(this, ClassReader.SKIP_CODE);
      out.visitEnd();
      return out.toByteArray();
    }

    /** Byte Buddy's own, made at the first call. */
    private void real() {
      MethodVisitor code =
          out.visitMethod(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNCHRONIZED, REAL, "()L" + type + ";", null, null);
      code.visitCode();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, made, REAL, "L" + type + ";");
      Label known = new Label();
      code.visitJumpInsn(Opcodes.IFNONNULL, known);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitLdcInsn(Type.getObjectType(type));
      code.visitMethodInsn(Opcodes.INVOKESTATIC, DISPATCHER, "of", OF_TYPE, false);
      code.visitMethodInsn(Opcodes.INVOKEINTERFACE, ACTION, "run", "()Ljava/lang/Object;", true);
      code.visitTypeInsn(Opcodes.CHECKCAST, type);
      code.visitFieldInsn(Opcodes.PUTFIELD, made, REAL, "L" + type + ";");
      code.visitLabel(known);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, made, REAL, "L" + type + ";");
      end(code, Opcodes.ARETURN);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] thrown) {
      if ((access & Opcodes.ACC_ABSTRACT) == 0) {
        return null;
      }
      return new MethodVisitor(api) {
        private String proxied = name;
        private boolean instance;
        private boolean other;

        @Override
        public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          instance |= annotation.equals("L" + DISPATCHER + "$Instance;");
          other |= annotation.matches("L.*JavaDispatcher\\$(Container|Is\\w+);");
          return ofProxied(annotation, value -> proxied = value);
        }

        @Override
        public AnnotationVisitor visitParameterAnnotation(
            int parameter, String annotation, boolean visible) {
          other = true;
          return null;
        }

        @Override
        public void visitEnd() {
          MethodVisitor code = out.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, thrown);
          code.visitCode();
          if (!KNOWN.contains(target) || other) {
            byReal(code, name, descriptor);
          } else if (instance) {
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitTypeInsn(Opcodes.INSTANCEOF, target.replace('.', '/'));
          } else {
            direct(code, proxied, descriptor);
          }
          end(code, Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
        }
      };
    }

    private void byReal(MethodVisitor code, String name, String descriptor) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, made, REAL, "()L" + type + ";", false);
      arguments(code, Type.getArgumentTypes(descriptor), 0);
      code.visitMethodInsn(Opcodes.INVOKEINTERFACE, type, name, descriptor, true);
    }

    private void direct(MethodVisitor code, String name, String descriptor) {
      Type[] types = Type.getArgumentTypes(descriptor);
      Method called = called(name, types.length - 1);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitTypeInsn(Opcodes.CHECKCAST, target.replace('.', '/'));
      arguments(code, types, 1);
      boolean ofInterface = called.getDeclaringClass().isInterface();
      code.visitMethodInsn(
          ofInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL,
          target.replace('.', '/'),
          name,
          Type.getMethodDescriptor(called),
          ofInterface);
    }

    private Method called(String name, int parameters) {
      try {
        return Stream.of(Class.forName(target).getMethods())
            .filter(method -> method.getName().equals(name) && !method.isBridge())
            .filter(method -> method.getParameterCount() == parameters)
            .reduce(
                (one, two) -> {
                  throw new IllegalStateException("which of " + one + " and " + two + "?");
                })
            .orElseThrow(() -> new IllegalStateException("no " + target + "." + name));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }

    private void arguments(MethodVisitor code, Type[] types, int from) {
      int local = 1;
      for (int i = 0; i < types.length; i++) {
        if (i >= from) {
          code.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), local);
        }
        local += types[i].getSize();
      }
    }

    private void end(MethodVisitor code, int opcode) {
      code.visitInsn(opcode);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }
  }
}
