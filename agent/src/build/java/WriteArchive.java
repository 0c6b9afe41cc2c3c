import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.TypePath;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A step of the build: puts the files of a folder into one, in the form that class Archive reads.
 * Of classes, what only debuggers and compilers read is left out: each JVM would parse it.
 */
final class WriteArchive {
  private static final int HEADER = Integer.BYTES;
  private static final int INDEXED = 3 * Integer.BYTES;

  private WriteArchive() {}

  /**
   * @param arguments the folder, and the file to write
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<String> names = names(folder);
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    ByteArrayOutputStream files = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(index);
    int start = HEADER + names.size() * INDEXED;
    out.writeInt(names.size());
    for (String name : names) {
      byte[] file = file(name, content(folder.resolve(name)));
      out.writeInt(name.hashCode());
      out.writeInt(start + files.size());
      out.writeInt(file.length);
      files.write(file);
    }
    index.write(files.toByteArray());
    Files.write(Path.of(arguments[1]), index.toByteArray());
  }

  /** In the order of their hashes; of those with the same, in their own. */
  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted(Comparator.comparing(String::hashCode).thenComparing(name -> name))
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  private static byte[] content(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (!file.toString().endsWith(".class")) {
      return content;
    }
    ClassWriter stripped = new ClassWriter(0);
    new ClassReader(content).accept(new Stripped(stripped), 0);
    return stripped.toByteArray();
  }

  private static byte[] file(String name, byte[] content) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    out.writeShort(nameBytes.length);
    out.write(nameBytes);
    out.writeInt(content.length);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
      deflated.write(content);
    } finally {
      deflater.end();
    }
    return file.toByteArray();
  }

  /**
   * Without the names of local variables, without annotations that no running program sees, and
   * without those of types, which nothing in the archive asks for: what may be null, say.
   */
  private static final class Stripped extends ClassVisitor {
    Stripped(ClassVisitor next) {
      super(OpenedClassReader.ASM_API, next);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return visible ? super.visitAnnotation(descriptor, true) : null;
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
        int reference, TypePath path, String annotation, boolean visible) {
      return null;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      return new FieldVisitor(api, super.visitField(access, name, descriptor, signature, value)) {
        @Override
        public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          return visible ? super.visitAnnotation(annotation, true) : null;
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(
            int reference, TypePath path, String annotation, boolean visible) {
          return null;
        }
      };
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] thrown) {
      return new MethodVisitor(
          api, super.visitMethod(access, name, descriptor, signature, thrown)) {
        @Override
        public void visitLocalVariable(
            String local, String type, String generic, Label start, Label end, int index) {}

        @Override
        public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          return visible ? super.visitAnnotation(annotation, true) : null;
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(
            int reference, TypePath path, String annotation, boolean visible) {
          return null;
        }

        @Override
        public AnnotationVisitor visitInsnAnnotation(
            int reference, TypePath path, String annotation, boolean visible) {
          return null;
        }

        @Override
        public AnnotationVisitor visitTryCatchAnnotation(
            int reference, TypePath path, String annotation, boolean visible) {
          return null;
        }

        @Override
        public AnnotationVisitor visitLocalVariableAnnotation(
            int reference,
            TypePath path,
            Label[] start,
            Label[] end,
            int[] index,
            String annotation,
            boolean visible) {
          return null;
        }

        @Override
        public void visitAnnotableParameterCount(int count, boolean visible) {
          if (visible) {
            super.visitAnnotableParameterCount(count, true);
          }
        }

        @Override
        public AnnotationVisitor visitParameterAnnotation(
            int parameter, String annotation, boolean visible) {
          return visible ? super.visitParameterAnnotation(parameter, annotation, true) : null;
        }
      };
    }
  }
}
