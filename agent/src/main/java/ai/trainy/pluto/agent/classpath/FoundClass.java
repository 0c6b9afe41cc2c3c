package ai.trainy.pluto.agent.classpath;

import java.util.List;

/** A class of a client, in one entry of the class path. */
public final class FoundClass {
  private final String name;
  private final boolean shadowed;
  private final List<FoundMethod> methods;

  FoundClass(String name, boolean shadowed, List<FoundMethod> methods) {
    this.name = name;
    this.shadowed = shadowed;
    this.methods = List.copyOf(methods);
  }

  /** The binary name, where a fat jar moved it if one did. */
  public String name() {
    return name;
  }

  /** Whether an earlier entry has a class of that name, which is the one the JVM takes. */
  public boolean isShadowed() {
    return shadowed;
  }

  /** What its binding says of it, line by line; empty if the class cannot be read. */
  public List<FoundMethod> methods() {
    return methods;
  }
}
