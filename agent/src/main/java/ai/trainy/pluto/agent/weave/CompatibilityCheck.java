package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.UnclearMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Tells of clients that no JVM runs whether the weaver would weave them, by their class files.
 * Nothing is loaded. The JDK's classes are those of this JVM.
 */
public final class CompatibilityCheck {
  private final ClientClasses classes;
  private final Function<ClassBinding, List<MethodBinding>> lines;

  /**
   * @param classFiles of the program; asked for any class. What it throws comes out as a mismatch
   * @param withoutWandb whether the client's own code would be left out
   */
  public CompatibilityCheck(ClassFileLocator classFiles, boolean withoutWandb) {
    this.classes =
        new ClientClasses(
            new ClassFileLocator.Compound(
                ClassFileLocator.ForClassLoader.ofPlatformLoader(), classFiles));
    this.lines = withoutWandb ? ClassBinding::standaloneMethods : ClassBinding::methods;
  }

  /**
   * Whether a class file is of the class that its place makes it look like. One that is not is no
   * class to the JVM, as when a path begins a directory too high.
   */
  public static boolean isOf(String className, byte[] classFile) {
    try {
      return OpenedClassReader.of(classFile).getClassName().replace('/', '.').equals(className);
    } catch (RuntimeException cannotBeRead) {
      // It fails in the JVM as well, but as this class.
      return true;
    }
  }

  /**
   * Why the client would not be woven, for people; empty if it would.
   *
   * @param prefix the package a fat jar moved the client into, with its dot; else empty
   */
  public Optional<String> mismatch(ClientBinding client, String prefix) {
    try {
      return new BindingValidator(classes, lines).mismatch(client, prefix);
    } catch (TypePool.Resolution.NoSuchTypeException e) {
      return Optional.of("a method needs the class " + e.getName() + ", which is not there");
    } catch (RuntimeException e) {
      // Whatever a damaged class file does to its reader.
      Throwable reason = e.getCause() instanceof IOException ? e.getCause() : e;
      return Optional.of("its classes cannot be read (" + reason + ")");
    }
  }

  /**
   * Bound methods of a class that give work to other threads and work by bound ones of the same
   * role, each with its line in the binding as it should be: beside wandb, what they do counts
   * twice.
   *
   * @param prefix as in {@link #mismatch}
   */
  public List<UnclearMethod> counted(ClassBinding bound, String prefix) {
    String name = prefix + bound.name();
    List<UnclearMethod> counted = new ArrayList<>();
    try {
      List<MethodDescription> methods = Methods.callable(classes.describe(name));
      SelfCallGraph calls = SelfCallGraph.of(name, classes.classFile(name).orElseThrow(), classes);
      for (MethodDescription outer : methods) {
        for (MethodDescription inner : methods) {
          if (outer != inner
              && areOneRole(bound, outer, inner)
              && calls.handsOn(calls.key(outer))
              && calls.reaches(calls.key(outer), calls.key(inner)::equals)) {
            counted.add(
                new UnclearMethod(
                    name + "." + Methods.describe(outer),
                    "gives work to another thread and calls "
                        + Methods.describe(inner)
                        + ", which is bound as well",
                    Methods.describe(outer)
                        + " : "
                        + Methods.line(bound.methods(), outer).orElseThrow().role().text()
                        + " ... alone",
                    false));
          }
        }
      }
    } catch (RuntimeException isAMismatch) {
      return List.of();
    }
    return counted;
  }

  private static boolean areOneRole(
      ClassBinding bound, MethodDescription outer, MethodDescription inner) {
    Optional<MethodBinding> line = Methods.line(bound.methods(), outer);
    Optional<MethodBinding> other = Methods.line(bound.methods(), inner);
    return line.isPresent() && other.isPresent() && line.get().role() == other.get().role();
  }

  /**
   * What is unclear of the client where its own code would be left out, what keeps it from that
   * first.
   *
   * @param prefix as in {@link #mismatch}
   */
  public List<UnclearMethod> unclear(ClientBinding client, String prefix) {
    try {
      return StandalonePlan.unclear(client, prefix, classes);
    } catch (RuntimeException isAMismatch) {
      return List.of();
    }
  }

  /**
   * The lines of a class's binding that hold, each with the methods it binds as a source file has
   * them, such as {@code WandbRun.log(org.json.JSONObject, int)}. Empty if the class is not there
   * or cannot be read, which is a mismatch too.
   *
   * @param prefix as in {@link #mismatch}
   */
  public Map<MethodBinding, List<String>> methods(ClassBinding bound, String prefix) {
    Map<MethodBinding, List<String>> found = new LinkedHashMap<>();
    try {
      List<MethodDescription> methods = Methods.callable(classes.describe(prefix + bound.name()));
      for (MethodBinding line : lines.apply(bound)) {
        found.put(
            line,
            methods.stream()
                .filter(method -> Methods.is(method, line))
                .map(Methods::inSource)
                .collect(Collectors.toList()));
      }
    } catch (RuntimeException isAMismatch) {
      return Map.of();
    }
    return found;
  }
}
