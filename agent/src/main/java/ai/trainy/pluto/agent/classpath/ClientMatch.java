package ai.trainy.pluto.agent.classpath;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of a client's classes in one entry of the class path. */
final class ClientMatch {
  private final ClientBinding client;
  private final String prefix;
  private final ClasspathEntry entry;
  private final Set<ClassBinding> classes = new LinkedHashSet<>();

  /**
   * @param prefix the package a fat jar moved the client into, with its dot; else empty
   */
  ClientMatch(ClientBinding client, String prefix, ClasspathEntry entry) {
    this.client = client;
    this.prefix = prefix;
    this.entry = entry;
  }

  boolean isOf(ClientBinding otherClient, String otherPrefix, ClasspathEntry otherEntry) {
    return client == otherClient && entry == otherEntry && prefix.equals(otherPrefix);
  }

  void add(ClassBinding bound) {
    classes.add(bound);
  }

  ClientBinding client() {
    return client;
  }

  String prefix() {
    return prefix;
  }

  ClasspathEntry entry() {
    return entry;
  }

  List<ClassBinding> classes() {
    return List.copyOf(classes);
  }
}
