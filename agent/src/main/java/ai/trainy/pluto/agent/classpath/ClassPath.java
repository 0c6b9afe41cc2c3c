package ai.trainy.pluto.agent.classpath;

import java.util.List;

/** Where a program's classes are, in the order in which the JVM looks. */
public final class ClassPath {
  private final List<ClasspathEntry> entries;
  private final List<String> skipped;

  ClassPath(List<ClasspathEntry> entries, List<String> skipped) {
    this.entries = List.copyOf(entries);
    this.skipped = List.copyOf(skipped);
  }

  /**
   * Reads a class path as {@code java -cp} takes it: jars and directories, {@code dir/*} for the
   * jars of a directory (here by name; the JVM takes them in any order), nothing between two
   * separators for the current directory. Jars bring those of their manifests' {@code Class-Path},
   * and what is packed into them where fat jars and web applications have it. What {@code java
   * -jar} is given is a class path of one jar.
   *
   * <p>Opens every jar once and closes it. The scan reports what cannot be read.
   */
  public static ClassPath of(String text) {
    return new ClassPathReader().read(text);
  }

  List<ClasspathEntry> entries() {
    return entries;
  }

  /** For people: what is on the path and was left out, and why. */
  List<String> skipped() {
    return skipped;
  }
}
