import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A step of the build: gives the lambdas and method references of each of our classes a class of
 * their own. The JVM would make one of each at run time, which takes it longer than to load this.
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
    for (Path file : ClassFiles.in(root.resolve(OURS))) {
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

  private final class Replacing extends ClassVisitor {
    private Lambdas lambdas;
    private String host;

    Replacing(ClassVisitor next) {
      super(OpenedClassReader.ASM_API, next);
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      lambdas = new Lambdas(name + "$$");
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
            String make = lambdas.add(method, captured, arguments);
            visitMethodInsn(Opcodes.INVOKESTATIC, lambdas.name, make, captured, false);
          } else {
            super.visitInvokeDynamicInsn(method, captured, bootstrap, arguments);
          }
        }
      };
    }

    @Override
    public void visitEnd() {
      super.visitEnd();
      if (lambdas.isAny()) {
        try {
          Files.write(root.resolve(lambdas.name + ".class"), lambdas.classFile(host));
          made.computeIfAbsent(host, first -> new ArrayList<>()).add(lambdas.name);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /**
   * The class of a class's lambdas: which of them an object is, what it captured, and the methods
   * of their interfaces.
   */
  private static final class Lambdas {
    private static final String WHICH = "which";
    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private final String name;
    private final List<Lambda> all = new ArrayList<>();

    Lambdas(String name) {
      this.name = name;
    }

    /** The method that makes it. */
    String add(String method, String captured, Object[] arguments) {
      Lambda lambda = new Lambda(all.size(), method, captured, arguments);
      all.add(lambda);
      return lambda.make();
    }

    boolean isAny() {
      return !all.isEmpty();
    }

    byte[] classFile(String host) {
      ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      out.visit(
          Opcodes.V11,
          Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
          name,
          null,
          OBJECT.getInternalName(),
          all.stream()
              .map(lambda -> Type.getReturnType(lambda.captured).getInternalName())
              .distinct()
              .toArray(String[]::new));
      out.visitNestHost(host);
      field(out, WHICH, Type.INT_TYPE, 0);
      int most = all.stream().mapToInt(lambda -> lambda.fields().length).max().orElse(0);
      for (int i = 0; i < most; i++) {
        field(out, "f" + i, OBJECT, 0);
      }
      all.stream()
          .map(lambda -> lambda.fields().length)
          .distinct()
          .forEach(fields -> constructor(out, fields, most));
      singles(out);
      all.forEach(lambda -> make(out, lambda));
      all.stream()
          .collect(Collectors.groupingBy(Lambda::key, LinkedHashMap::new, Collectors.toList()))
          .values()
          .forEach(same -> call(out, same));
      out.visitEnd();
      return out.toByteArray();
    }

    private static void field(ClassWriter out, String field, Type type, int access) {
      out.visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL | access,
              field,
              type.getDescriptor(),
              null,
              null)
          .visitEnd();
    }

    private static String constructorType(int fields) {
      return "(I" + OBJECT.getDescriptor().repeat(fields) + ")V";
    }

    private void constructor(ClassWriter out, int fields, int most) {
      MethodVisitor code =
          out.visitMethod(Opcodes.ACC_PRIVATE, "<init>", constructorType(fields), null, null);
      code.visitCode();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT.getInternalName(), "<init>", "()V", false);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ILOAD, 1);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, WHICH, "I");
      for (int i = 0; i < most; i++) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        if (i < fields) {
          code.visitVarInsn(Opcodes.ALOAD, 2 + i);
        } else {
          code.visitInsn(Opcodes.ACONST_NULL);
        }
        code.visitFieldInsn(Opcodes.PUTFIELD, name, "f" + i, OBJECT.getDescriptor());
      }
      end(code, Opcodes.RETURN);
    }

    /** What captures nothing is made once. */
    private void singles(ClassWriter out) {
      MethodVisitor code = out.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      code.visitCode();
      for (Lambda lambda : all) {
        if (lambda.fields().length == 0) {
          Type type = Type.getObjectType(name);
          field(out, lambda.only(), type, Opcodes.ACC_STATIC);
          construct(code, lambda);
          code.visitFieldInsn(Opcodes.PUTSTATIC, name, lambda.only(), type.getDescriptor());
        }
      }
      end(code, Opcodes.RETURN);
    }

    private void make(ClassWriter out, Lambda lambda) {
      MethodVisitor code =
          out.visitMethod(Opcodes.ACC_STATIC, lambda.make(), lambda.captured, null, null);
      code.visitCode();
      if (lambda.fields().length == 0) {
        code.visitFieldInsn(
            Opcodes.GETSTATIC, name, lambda.only(), Type.getObjectType(name).getDescriptor());
      } else {
        construct(code, lambda);
      }
      end(code, Opcodes.ARETURN);
    }

    /** Of what is captured, which the locals hold. */
    private void construct(MethodVisitor code, Lambda lambda) {
      code.visitTypeInsn(Opcodes.NEW, name);
      code.visitInsn(Opcodes.DUP);
      push(code, lambda.number);
      int local = 0;
      for (Type field : lambda.fields()) {
        code.visitVarInsn(field.getOpcode(Opcodes.ILOAD), local);
        local += field.getSize();
        convert(code, field, OBJECT);
      }
      code.visitMethodInsn(
          Opcodes.INVOKESPECIAL, name, "<init>", constructorType(lambda.fields().length), false);
    }

    private static void push(MethodVisitor code, int number) {
      if (number <= 5) {
        code.visitInsn(Opcodes.ICONST_0 + number);
      } else {
        code.visitIntInsn(Opcodes.SIPUSH, number);
      }
    }

    /** The method of one interface; of several lambdas, each has a case. */
    private void call(ClassWriter out, List<Lambda> same) {
      Lambda first = same.get(0);
      MethodVisitor code =
          out.visitMethod(
              Opcodes.ACC_PUBLIC, first.method, first.erased.getDescriptor(), null, null);
      code.visitCode();
      Label[] cases = same.stream().map(lambda -> new Label()).toArray(Label[]::new);
      if (same.size() > 1) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, name, WHICH, "I");
        code.visitLookupSwitchInsn(
            cases[0], same.stream().mapToInt(lambda -> lambda.number).toArray(), cases);
      }
      for (int i = 0; i < cases.length; i++) {
        code.visitLabel(cases[i]);
        if (same.size() > 1) {
          code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        }
        same.get(i).call(code, name);
      }
      code.visitMaxs(0, 0);
      code.visitEnd();
    }
  }

  private static final class Lambda {
    private final int number;
    private final String method;
    private final String captured;
    private final Type erased;
    private final Handle body;
    private final Type actual;

    Lambda(int number, String method, String captured, Object[] arguments) {
      this.number = number;
      this.method = method;
      this.captured = captured;
      this.erased = (Type) arguments[0];
      this.body = (Handle) arguments[1];
      this.actual = (Type) arguments[2];
    }

    String make() {
      return "make" + number;
    }

    String only() {
      return "only" + number;
    }

    String key() {
      return method + erased.getDescriptor();
    }

    Type[] fields() {
      return Type.getArgumentTypes(captured);
    }

    void call(MethodVisitor code, String holder) {
      Type owner = Type.getObjectType(body.getOwner());
      boolean makes = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
      List<Type> wanted = new ArrayList<>(List.of(Type.getArgumentTypes(body.getDesc())));
      if (makes) {
        code.visitTypeInsn(Opcodes.NEW, body.getOwner());
        code.visitInsn(Opcodes.DUP);
      } else if (body.getTag() != Opcodes.H_INVOKESTATIC) {
        wanted.add(0, owner);
      }
      Type[] fields = fields();
      for (int i = 0; i < fields.length; i++) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, holder, "f" + i, Lambdas.OBJECT.getDescriptor());
        convert(code, Lambdas.OBJECT, fields[i]);
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
      code.visitInsn(expected.getOpcode(Opcodes.IRETURN));
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
