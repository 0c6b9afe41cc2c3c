package ai.trainy.pluto.agent.weave;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * What a class's methods use of the class itself. {@code finish()} that calls {@code finish(0)} and
 * nothing else can run on an object whose fields were never set; one that reads a field cannot.
 */
final class OwnCalls {
  /** Of one method. */
  private static final class Use {
    final Set<String> own = new HashSet<>();
    boolean fields;
    boolean others;
  }

  private final Map<String, Use> uses = new HashMap<>();
  private final Set<String> bound = new HashSet<>();
  private final Set<String> open = new HashSet<>();

  private OwnCalls() {}

  /**
   * @param isBound whether a binding speaks of a method
   */
  static OwnCalls of(byte[] classFile, Predicate<MethodDescription> isBound, TypeDescription type) {
    OwnCalls calls = new OwnCalls();
    for (MethodDescription method : Methods.callable(type)) {
      if (isBound.test(method)) {
        calls.bound.add(key(method));
      } else if (method.isPublic() && !method.isStatic()) {
        calls.open.add(key(method));
      }
    }
    OpenedClassReader.of(classFile)
        .accept(
            calls.new Reading(type.getInternalName()),
            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return calls;
  }

  /**
   * Whether a method does what it does by bound ones, or answers a constant: then it may run on an
   * object without state.
   */
  boolean needsNoState(MethodDescription method) {
    Use use = uses.get(key(method));
    return use != null
        && !usesFields(key(method), new HashSet<>())
        && (reachesBound(method) || (use.own.isEmpty() && !use.others));
  }

  /** Whether it calls a bound method, itself or by others of the class. */
  boolean reachesBound(MethodDescription method) {
    return reachesBound(key(method), new HashSet<>());
  }

  private boolean reachesBound(String method, Set<String> seen) {
    return bound.contains(method)
        || (seen.add(method)
            && uses.containsKey(method)
            && uses.get(method).own.stream().anyMatch(called -> reachesBound(called, seen)));
  }

  /** Itself, or by what it calls that is not inert. */
  private boolean usesFields(String method, Set<String> seen) {
    Use use = uses.get(method);
    return use != null
        && seen.add(method)
        && (use.fields
            || use.own.stream()
                .filter(called -> !bound.contains(called) && !open.contains(called))
                .anyMatch(called -> usesFields(called, seen)));
  }

  private static String key(MethodDescription method) {
    return method.getInternalName() + method.getDescriptor();
  }

  private final class Reading extends ClassVisitor {
    private final String owner;

    Reading(String owner) {
      super(OpenedClassReader.ASM_API);
      this.owner = owner;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      Use use = new Use();
      uses.put(name + descriptor, use);
      return new MethodVisitor(OpenedClassReader.ASM_API) {
        @Override
        public void visitFieldInsn(int opcode, String of, String field, String type) {
          boolean instance = opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD;
          use.fields |= instance && of.equals(owner);
        }

        @Override
        public void visitMethodInsn(int opcode, String of, String called, String type, boolean i) {
          if (of.equals(owner)) {
            use.own.add(called + type);
          } else {
            use.others = true;
          }
        }

        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle bootstrap, Object... arguments) {
          use.others = true;
          for (Object argument : arguments) {
            if (argument instanceof Handle && ((Handle) argument).getOwner().equals(owner)) {
              use.own.add(((Handle) argument).getName() + ((Handle) argument).getDesc());
            }
          }
        }
      };
    }
  }
}
