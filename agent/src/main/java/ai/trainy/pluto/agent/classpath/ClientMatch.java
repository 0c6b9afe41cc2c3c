package ai.trainy.pluto.agent.classpath;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of a client's classes, seen in one place. */
final class ClientMatch {
  private final ClientBinding client;
  private final String prefix;
  private final ClasspathEntry place;
  private final Set<ClassBinding> classes = new LinkedHashSet<>();

  /**
   * @param prefix the package a fat jar moved the client into, with its dot; else empty
   */
  ClientMatch(ClientBinding client, String prefix, ClasspathEntry place) {
    this.client = client;
    this.prefix = prefix;
    this.place = place;
  }

  boolean isOf(ClientBinding otherClient, String otherPrefix, ClasspathEntry otherPlace) {
    return client == otherClient && place == otherPlace && prefix.equals(otherPrefix);
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

  ClasspathEntry place() {
    return place;
  }

  List<ClassBinding> classes() {
    return List.copyOf(classes);
  }
}
