package ai.trainy.pluto.agent.weave;

import java.util.Map;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A class file with advice put into some of its methods; everything else is copied as it is.
 *
 * <p>Byte Buddy's advice is applied here by its own visitor, without the rest of Byte Buddy: making
 * a class by its builder would load half as many classes again, on the program's thread.
 */
final class WovenClass {
  private static final int NO_FLAGS = 0;

  private final TypeDescription type;
  private final TypePool types;
  private final Map<MethodDescription, Advice> advice;

  WovenClass(TypeDescription type, TypePool types, Map<MethodDescription, Advice> advice) {
    this.type = type;
    this.types = types;
    this.advice = advice;
  }

  byte[] of(byte[] classFile) {
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, NO_FLAGS);
    reader.accept(new Weaving(writer, context(ClassFileVersion.ofClassFile(classFile))), NO_FLAGS);
    return writer.toByteArray();
  }

  /** What advice asks about the class it comes into. It may add no helper classes. */
  private Implementation.Context context(ClassFileVersion version) {
    return Implementation.Context.Disabled.Factory.INSTANCE.make(
        type,
        new AuxiliaryType.NamingStrategy.SuffixingRandom("unused"),
        TypeInitializer.None.INSTANCE,
        version,
        version,
        version.isAtLeast(ClassFileVersion.JAVA_V6)
            ? Implementation.Context.FrameGeneration.GENERATE
            : Implementation.Context.FrameGeneration.DISABLED);
  }

  private final class Weaving extends ClassVisitor {
    private final Implementation.Context context;

    Weaving(ClassVisitor next, Implementation.Context context) {
      super(OpenedClassReader.ASM_API, next);
      this.context = context;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor body = super.visitMethod(access, name, descriptor, signature, exceptions);
      for (Map.Entry<MethodDescription, Advice> woven : advice.entrySet()) {
        MethodDescription method = woven.getKey();
        if (method.getInternalName().equals(name) && method.getDescriptor().equals(descriptor)) {
          return woven.getValue().wrap(type, method, body, context, types, NO_FLAGS, NO_FLAGS);
        }
      }
      return body;
    }
  }
}
