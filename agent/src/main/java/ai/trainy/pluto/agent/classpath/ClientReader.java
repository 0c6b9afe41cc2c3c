package ai.trainy.pluto.agent.classpath;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.UnclearMethod;
import ai.trainy.pluto.agent.weave.CompatibilityCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/** Reads the classes whose names were seen. */
final class ClientReader {
  private final ClassIndex index;
  private final boolean withoutWandb;

  /** Of classes as the JVM takes them. */
  private final CompatibilityCheck taken;

  /**
   * @param index complete
   */
  ClientReader(ClassIndex index, boolean withoutWandb) {
    this.index = index;
    this.withoutWandb = withoutWandb;
    this.taken = new CompatibilityCheck(index, withoutWandb);
  }

  /** Whether a file that is called like a class is that class. */
  boolean isClass(String className, ClasspathEntry entry) {
    try {
      ClassFileLocator.Resolution file = entry.locate(className);
      return file.isResolved() && CompatibilityCheck.isOf(className, file.resolve());
    } catch (IOException cannotBeRead) {
      // Which is said where its methods are looked for.
      return true;
    }
  }

  /** What was seen; nothing if it only looked like the client. */
  Optional<FoundClient> of(ClientMatch match) {
    String prefix = match.prefix();
    ClasspathEntry entry = match.entry();
    // Of classes as if this entry came first.
    CompatibilityCheck ofCopy =
        new CompatibilityCheck(new ClassFileLocator.Compound(entry, index), withoutWandb);
    List<FoundClass> classes = new ArrayList<>();
    for (ClassBinding bound : match.classes()) {
      String name = prefix + bound.name();
      if (isClass(name, entry)) {
        boolean shadowed = !index.isFirst(name, entry);
        classes.add(
            new FoundClass(name, shadowed, methods(shadowed ? ofCopy : taken, bound, prefix)));
      }
    }
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    boolean shadowed = classes.stream().allMatch(FoundClass::isShadowed);
    CompatibilityCheck check = shadowed ? ofCopy : taken;
    Optional<String> mismatch = check.mismatch(match.client(), prefix);
    return Optional.of(
        new FoundClient(
            match,
            version(match),
            classes,
            mismatch.orElse(null),
            mismatch.isPresent() ? List.of() : unclear(check, match)));
  }

  private List<UnclearMethod> unclear(CompatibilityCheck check, ClientMatch match) {
    if (withoutWandb) {
      return check.unclear(match.client(), match.prefix());
    }
    return match.classes().stream()
        .flatMap(bound -> check.counted(bound, match.prefix()).stream())
        .collect(Collectors.toList());
  }

  private static List<FoundMethod> methods(
      CompatibilityCheck check, ClassBinding bound, String prefix) {
    List<FoundMethod> methods = new ArrayList<>();
    check
        .methods(bound, prefix)
        .forEach((line, signatures) -> methods.add(new FoundMethod(line, signatures)));
    return methods;
  }

  private static @Nullable String version(ClientMatch match) {
    try {
      return new ClientVersion(match.entry())
          .of(match.classes().get(0), !match.prefix().isEmpty())
          .orElse(null);
    } catch (IOException e) {
      // It is only told where it is easily known.
      return null;
    }
  }
}
