import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A step of the build: gives every lambda and method reference of our classes a class of its own.
 * The JVM would make these at run time, which takes it longer than to load them.
 */
final class LambdasToClasses {
  private static final String OURS = "ai/trainy/pluto";
  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

  private final Path root;

  /** The classes made, by the class that lists who may use its private methods. */
  private final Map<String, List<String>> made = new LinkedHashMap<>();

  private LambdasToClasses(Path root) {
    this.root = root;
  }

  /**
   * @param arguments the folder that goes into the archive
   */
  public static void main(String[] arguments) throws IOException {
    new LambdasToClasses(Path.of(arguments[0])).run();
  }

  private void run() throws IOException {
    for (Path file : files()) {
      ClassReader reader = new ClassReader(Files.readAllBytes(file));
      // Those of libraries are older, and know no such lists; few of their lambdas are ever made.
      if (reader.readUnsignedShort(6) >= Opcodes.V11) {
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new Replacing(writer), 0);
        Files.write(file, writer.toByteArray());
      }
    }
    for (Map.Entry<String, List<String>> host : made.entrySet()) {
      Path file = root.resolve(host.getKey() + ".class");
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(Files.readAllBytes(file))
          .accept(
              new ClassVisitor(OpenedClassReader.ASM_API, writer) {
                @Override
                public void visitEnd() {
                  host.getValue().forEach(this::visitNestMember);
                  super.visitEnd();
                }
              },
              0);
      Files.write(file, writer.toByteArray());
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(OURS))) {
      return all.filter(file -> file.toString().endsWith(".class"))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private final class Replacing extends ClassVisitor {
    private String owner;
    private String host;
    private int count;

    Replacing(ClassVisitor next) {
      super(OpenedClassReader.ASM_API, next);
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      owner = name;
      host = name;
      super.visit(version, access, name, generic, parent, interfaces);
    }

    @Override
    public void visitNestHost(String nestHost) {
      host = nestHost;
      super.visitNestHost(nestHost);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] thrown) {
      return new MethodVisitor(
          api, super.visitMethod(access, name, descriptor, signature, thrown)) {
        @Override
        public void visitInvokeDynamicInsn(
            String method, String captured, Handle bootstrap, Object... arguments) {
          if (bootstrap.getOwner().equals(FACTORY) && bootstrap.getName().equals("metafactory")) {
            String made = owner + "$$" + count++;
            write(new Lambda(made, host, method, captured, arguments));
            visitMethodInsn(Opcodes.INVOKESTATIC, made, Lambda.MAKE, captured, false);
          } else {
            super.visitInvokeDynamicInsn(method, captured, bootstrap, arguments);
          }
        }
      };
    }

    private void write(Lambda lambda) {
      try {
        Files.write(root.resolve(lambda.name + ".class"), lambda.classFile());
        made.computeIfAbsent(host, first -> new ArrayList<>()).add(lambda.name);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The class of one lambda: what it captured in fields, and the one method of its interface. */
  private static final class Lambda {
    static final String MAKE = "make";
    private static final String ONLY = "only";

    private final String name;
    private final String host;
    private final String method;
    private final String captured;
    private final Type erased;
    private final Handle body;
    private final Type actual;

    Lambda(String name, String host, String method, String captured, Object[] arguments) {
      this.name = name;
      this.host = host;
      this.method = method;
      this.captured = captured;
      this.erased = (Type) arguments[0];
      this.body = (Handle) arguments[1];
      this.actual = (Type) arguments[2];
    }

    byte[] classFile() {
      ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      out.visit(
          Opcodes.V11,
          Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
          name,
          null,
          "java/lang/Object",
          new String[] {Type.getReturnType(captured).getInternalName()});
      out.visitNestHost(host);
      Type[] fields = Type.getArgumentTypes(captured);
      for (int i = 0; i < fields.length; i++) {
        out.visitField(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
                "f" + i,
                fields[i].getDescriptor(),
                null,
                null)
            .visitEnd();
      }
      constructor(out, fields);
      if (fields.length == 0) {
        single(out);
      }
      make(out, fields);
      call(out, fields);
      out.visitEnd();
      return out.toByteArray();
    }

    private String constructorType() {
      return Type.getMethodDescriptor(Type.VOID_TYPE, Type.getArgumentTypes(captured));
    }

    private void constructor(ClassWriter out, Type[] fields) {
      MethodVisitor code =
          out.visitMethod(Opcodes.ACC_PRIVATE, "<init>", constructorType(), null, null);
      code.visitCode();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
      int local = 1;
      for (int i = 0; i < fields.length; i++) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(fields[i].getOpcode(Opcodes.ILOAD), local);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, "f" + i, fields[i].getDescriptor());
        local += fields[i].getSize();
      }
      end(code, Opcodes.RETURN);
    }

    /** What captures nothing is made once. */
    private void single(ClassWriter out) {
      String type = "L" + name + ";";
      out.visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, ONLY, type, null, null)
          .visitEnd();
      MethodVisitor code = out.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      code.visitCode();
      code.visitTypeInsn(Opcodes.NEW, name);
      code.visitInsn(Opcodes.DUP);
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
      code.visitFieldInsn(Opcodes.PUTSTATIC, name, ONLY, type);
      end(code, Opcodes.RETURN);
    }

    private void make(ClassWriter out, Type[] fields) {
      MethodVisitor code = out.visitMethod(Opcodes.ACC_STATIC, MAKE, captured, null, null);
      code.visitCode();
      if (fields.length == 0) {
        code.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, "L" + name + ";");
      } else {
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        int local = 0;
        for (Type field : fields) {
          code.visitVarInsn(field.getOpcode(Opcodes.ILOAD), local);
          local += field.getSize();
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructorType(), false);
      }
      end(code, Opcodes.ARETURN);
    }

    private void call(ClassWriter out, Type[] fields) {
      MethodVisitor code =
          out.visitMethod(Opcodes.ACC_PUBLIC, method, erased.getDescriptor(), null, null);
      code.visitCode();
      Type owner = Type.getObjectType(body.getOwner());
      boolean makes = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
      List<Type> wanted = new ArrayList<>(List.of(Type.getArgumentTypes(body.getDesc())));
      if (makes) {
        code.visitTypeInsn(Opcodes.NEW, body.getOwner());
        code.visitInsn(Opcodes.DUP);
      } else if (body.getTag() != Opcodes.H_INVOKESTATIC) {
        wanted.add(0, owner);
      }
      for (int i = 0; i < fields.length; i++) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, name, "f" + i, fields[i].getDescriptor());
        convert(code, fields[i], wanted.get(i));
      }
      int local = 1;
      Type[] given = erased.getArgumentTypes();
      for (int i = 0; i < given.length; i++) {
        code.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), local);
        local += given[i].getSize();
        convert(code, given[i], actual.getArgumentTypes()[i]);
        convert(code, actual.getArgumentTypes()[i], wanted.get(fields.length + i));
      }
      code.visitMethodInsn(
          opcode(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
      Type result = makes ? owner : Type.getReturnType(body.getDesc());
      Type expected = erased.getReturnType();
      if (expected == Type.VOID_TYPE) {
        if (result.getSize() > 0) {
          code.visitInsn(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
      } else {
        convert(code, result, expected);
      }
      end(code, expected.getOpcode(Opcodes.IRETURN));
    }

    private int opcode() {
      switch (body.getTag()) {
        case Opcodes.H_INVOKESTATIC:
          return Opcodes.INVOKESTATIC;
        case Opcodes.H_NEWINVOKESPECIAL:
          return Opcodes.INVOKESPECIAL;
        default:
          return body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
      }
    }

    /** As LambdaMetafactory does: casts, boxes, unboxes and widens. */
    private static void convert(MethodVisitor code, Type from, Type to) {
      if (from.equals(to)) {
        return;
      }
      if (!isPrimitive(from) && !isPrimitive(to)) {
        if (!to.getInternalName().equals("java/lang/Object")) {
          code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
      } else if (isPrimitive(from) && isPrimitive(to)) {
        widen(code, from, to);
      } else if (isPrimitive(from)) {
        Type box = box(from);
        code.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            box.getInternalName(),
            "valueOf",
            Type.getMethodDescriptor(box, from),
            false);
      } else {
        Type primitive = unboxed(from, to);
        Type box = box(primitive);
        code.visitTypeInsn(Opcodes.CHECKCAST, box.getInternalName());
        code.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL,
            box.getInternalName(),
            primitive.getClassName() + "Value",
            Type.getMethodDescriptor(primitive),
            false);
        widen(code, primitive, to);
      }
    }

    private static boolean isPrimitive(Type type) {
      return type.getSort() < Type.ARRAY;
    }

    private static void widen(MethodVisitor code, Type from, Type to) {
      if (from.equals(to)) {
        return;
      }
      boolean isInt = from.getSort() <= Type.INT;
      if (isInt && to.getSort() <= Type.INT) {
        return;
      }
      if (isInt && to.equals(Type.LONG_TYPE)) {
        code.visitInsn(Opcodes.I2L);
      } else if (isInt && to.equals(Type.DOUBLE_TYPE)) {
        code.visitInsn(Opcodes.I2D);
      } else if (isInt && to.equals(Type.FLOAT_TYPE)) {
        code.visitInsn(Opcodes.I2F);
      } else if (from.equals(Type.LONG_TYPE) && to.equals(Type.DOUBLE_TYPE)) {
        code.visitInsn(Opcodes.L2D);
      } else if (from.equals(Type.FLOAT_TYPE) && to.equals(Type.DOUBLE_TYPE)) {
        code.visitInsn(Opcodes.F2D);
      } else {
        throw new IllegalStateException("no lambda of ours does this: " + from + " to " + to);
      }
    }

    private static Type unboxed(Type from, Type to) {
      for (Type primitive : PRIMITIVES) {
        if (box(primitive).equals(from)) {
          return primitive;
        }
      }
      return to;
    }

    private static final List<Type> PRIMITIVES =
        List.of(
            Type.BOOLEAN_TYPE,
            Type.CHAR_TYPE,
            Type.BYTE_TYPE,
            Type.SHORT_TYPE,
            Type.INT_TYPE,
            Type.LONG_TYPE,
            Type.FLOAT_TYPE,
            Type.DOUBLE_TYPE);

    private static Type box(Type primitive) {
      switch (primitive.getSort()) {
        case Type.BOOLEAN:
          return Type.getType(Boolean.class);
        case Type.CHAR:
          return Type.getType(Character.class);
        case Type.BYTE:
          return Type.getType(Byte.class);
        case Type.SHORT:
          return Type.getType(Short.class);
        case Type.INT:
          return Type.getType(Integer.class);
        case Type.LONG:
          return Type.getType(Long.class);
        case Type.FLOAT:
          return Type.getType(Float.class);
        default:
          return Type.getType(Double.class);
      }
    }

    private static void end(MethodVisitor code, int opcode) {
      code.visitInsn(opcode);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }
  }
}
