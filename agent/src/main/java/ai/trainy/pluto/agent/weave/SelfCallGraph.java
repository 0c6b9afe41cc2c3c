package ai.trainy.pluto.agent.weave;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * What the methods of a class use of the class itself, by their instructions: its own methods, its
 * fields, and the classes within it, which see both. Methods are known by {@link #key}.
 */
final class SelfCallGraph {
  /** Of one method. */
  private static final class Use {
    final Set<String> calls = new HashSet<>();
    final Set<String> made = new HashSet<>();
    final Set<String> reads = new HashSet<>();
    final Set<String> writes = new HashSet<>();
    final Map<String, Integer> interfaceCalls = new HashMap<>();
    boolean others;
    boolean foreign;
    boolean loops;
    boolean handsOn;
  }

  /** What runs work on other threads. */
  private static final Pattern THREADS =
      Pattern.compile(
          "java/util/concurrent/\\w*(Executor|CompletableFuture|CompletionService|ForkJoin)\\w*"
              + "|java/lang/Thread|java/util/Timer|kotlinx/coroutines/.*|scala/concurrent/.*");

  /** Also arrays. */
  private static final Pattern LIBRARY = Pattern.compile("(javax?|kotlin|scala)/.*|\\[.*");

  private final String owner;
  private final Map<String, Use> uses = new HashMap<>();

  private SelfCallGraph(String owner) {
    this.owner = owner;
  }

  /** Of a class and the classes within it, as far as they can be read. */
  static SelfCallGraph of(String className, byte[] classFile, ClientClasses classes) {
    SelfCallGraph graph = new SelfCallGraph(className.replace('.', '/'));
    Deque<String> within = new ArrayDeque<>();
    Set<String> seen = new HashSet<>(Set.of(graph.owner));
    graph.read(classFile, graph.owner, within);
    while (!within.isEmpty()) {
      String name = within.remove();
      if (seen.add(name)) {
        classes.classFile(name.replace('/', '.')).ifPresent(file -> graph.read(file, name, within));
      }
    }
    return graph;
  }

  private void read(byte[] classFile, String name, Collection<String> within) {
    OpenedClassReader.of(classFile)
        .accept(new Reading(name, within), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** A method of the class. */
  String key(MethodDescription method) {
    return owner + "." + method.getInternalName() + method.getDescriptor();
  }

  /** What runs when the class is initialized. */
  String initializer() {
    return owner + ".<clinit>()V";
  }

  /** The fields that constructors set, and what they call. */
  Set<String> setByConstructors() {
    Set<String> fields = new HashSet<>();
    for (String method : uses.keySet()) {
      if (method.startsWith(owner + ".<init>")) {
        run(method, called -> false).forEach(each -> fields.addAll(writes(each)));
      }
    }
    return fields;
  }

  /** All methods and constructors that have code. */
  Set<String> methods() {
    return uses.keySet();
  }

  /** Whether a method calls such a one, by itself or by others of the class, or is one. */
  boolean reaches(String method, Predicate<String> one) {
    return reaches(method, one, new HashSet<>());
  }

  private boolean reaches(String method, Predicate<String> one, Set<String> seen) {
    return one.test(method)
        || (seen.add(method)
            && uses.containsKey(method)
            && uses.get(method).calls.stream().anyMatch(called -> reaches(called, one, seen)));
  }

  /**
   * The methods whose code may run when one is called, those of the objects that it makes as well.
   *
   * @param replaced those whose own code does not
   */
  Set<String> run(String method, Predicate<String> replaced) {
    Set<String> run = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(Set.of(method));
    while (!next.isEmpty()) {
      String each = next.remove();
      Use use = uses.get(each);
      if (use == null || !run.add(each)) {
        continue;
      }
      for (String called : use.calls) {
        if (!replaced.test(called)) {
          next.add(called);
        }
      }
      for (String type : use.made) {
        // Code with an object of an inner class may call any of its methods.
        uses.keySet().stream().filter(other -> other.startsWith(type + ".")).forEach(next::add);
      }
    }
    return run;
  }

  /** The fields that a method itself reads, each as {@code NAME:DESCRIPTOR}. */
  Set<String> reads(String method) {
    return uses.containsKey(method) ? uses.get(method).reads : Set.of();
  }

  /** The fields that a method itself sets. */
  Set<String> writes(String method) {
    return uses.containsKey(method) ? uses.get(method).writes : Set.of();
  }

  /** Whether a method calls nothing at all: it answers a constant, or an argument. */
  boolean callsNothing(String method) {
    Use use = uses.get(method);
    return use != null && use.calls.isEmpty() && use.made.isEmpty() && !use.others;
  }

  /** Whether a method uses classes that are neither the JDK's nor within its own. */
  boolean usesOthers(String method) {
    return uses.containsKey(method) && uses.get(method).foreign;
  }

  /** Whether a method gives work to other threads, by itself or by others of the class. */
  boolean handsOn(String method) {
    return run(method, called -> false).stream()
        .map(uses::get)
        .anyMatch(use -> use != null && use.handsOn);
  }

  /** Whether a method itself calls one of an interface exactly once. */
  boolean callsOnce(String method, MethodDescription ofInterface) {
    Use use = uses.get(method);
    String called =
        ofInterface.getDeclaringType().asErasure().getInternalName()
            + "."
            + ofInterface.getInternalName()
            + ofInterface.getDescriptor();
    return use != null && !use.loops && use.interfaceCalls.getOrDefault(called, 0) == 1;
  }

  /** Classes that every program may use without wandb. */
  private static boolean isOfTheRuntime(String type) {
    return LIBRARY.matcher(type).matches();
  }

  private final class Reading extends ClassVisitor {
    private final String type;
    private final Collection<String> within;

    Reading(String type, Collection<String> within) {
      super(OpenedClassReader.ASM_API);
      this.type = type;
      this.within = within;
    }

    @Override
    public void visitInnerClass(String name, String outer, String simpleName, int access) {
      if (name.startsWith(owner + "$")) {
        within.add(name);
      }
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      Use use = new Use();
      uses.put(type + "." + name + descriptor, use);
      return new Method(use);
    }
  }

  private boolean isOurs(String type) {
    return type.equals(owner) || type.startsWith(owner + "$");
  }

  private final class Method extends MethodVisitor {
    private final Use use;
    private final Set<Label> passed = new HashSet<>();

    Method(Use use) {
      super(OpenedClassReader.ASM_API);
      this.use = use;
    }

    @Override
    public void visitFieldInsn(int opcode, String of, String field, String type) {
      boolean read = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
      if (of.equals(owner)) {
        (read ? use.reads : use.writes).add(field + ":" + type);
      } else {
        use.foreign |= !isOurs(of) && !isOfTheRuntime(of);
      }
    }

    @Override
    public void visitTypeInsn(int opcode, String of) {
      if (opcode == Opcodes.NEW) {
        if (isOurs(of) && !of.equals(owner)) {
          use.made.add(of);
        } else {
          use.others = true;
          use.foreign |= !isOfTheRuntime(of);
        }
      }
    }

    @Override
    public void visitMethodInsn(int opcode, String of, String called, String type, boolean i) {
      if (isOurs(of)) {
        use.calls.add(of + "." + called + type);
      } else {
        use.others = true;
        use.foreign |= !isOfTheRuntime(of);
        use.handsOn |= THREADS.matcher(of).matches() && !called.startsWith("current");
        if (opcode == Opcodes.INVOKEINTERFACE) {
          use.interfaceCalls.merge(of + "." + called + type, 1, Integer::sum);
        }
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String called, String type, Handle bootstrap, Object... arguments) {
      use.others = true;
      for (Object argument : arguments) {
        if (argument instanceof Handle && isOurs(((Handle) argument).getOwner())) {
          Handle handle = (Handle) argument;
          use.calls.add(handle.getOwner() + "." + handle.getName() + handle.getDesc());
        }
      }
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      use.loops |= passed.contains(label);
    }
  }
}
