package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import net.bytebuddy.description.type.TypeDescription;

/** A class that is being woven, and the client it is of. */
final class ClientClass {
  private final ClientBinding client;
  private final ClassBinding bound;
  private final String prefix;
  private final ClientClasses classes;
  private final byte[] classFile;

  /**
   * @param prefix the package a fat jar moved the client into, with its dot; else empty
   */
  ClientClass(
      ClientBinding client,
      ClassBinding bound,
      String prefix,
      ClientClasses classes,
      byte[] classFile) {
    this.client = client;
    this.bound = bound;
    this.prefix = prefix;
    this.classes = classes;
    this.classFile = classFile;
  }

  ClientBinding client() {
    return client;
  }

  /** What the binding says of it. */
  ClassBinding bound() {
    return bound;
  }

  ClientClasses classes() {
    return classes;
  }

  byte[] classFile() {
    return classFile;
  }

  /** The package a fat jar moved the client into, with its dot; else empty. */
  String prefix() {
    return prefix;
  }

  String name() {
    return prefix + bound.name();
  }

  TypeDescription type() {
    return classes.describe(name());
  }

  /** Another class of the same client. */
  TypeDescription describe(ClassBinding other) {
    return classes.describe(prefix + other.name());
  }
}
