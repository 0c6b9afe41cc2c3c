package ai.trainy.pluto.agent.classpath;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes one scan: it goes through all names first, then reads what a few of them stand for. */
final class ClientScanner {
  /** Scala's objects have a dollar at their end. */
  private static final Pattern CALLED_LIKE_A_CLIENT =
      Pattern.compile("(?i)wandb(?:run|client|logger)?\\$?");

  private final ClassPath path;
  private final List<ClientBinding> clients;
  private final boolean withoutWandb;

  private final ClassIndex index = new ClassIndex();
  private final List<ClientMatch> matches = new ArrayList<>();
  private final Map<String, ClasspathEntry> alike = new LinkedHashMap<>();
  private final List<String> skipped;

  ClientScanner(ClassPath path, List<ClientBinding> clients, boolean withoutWandb) {
    this.path = path;
    this.clients = clients;
    this.withoutWandb = withoutWandb;
    this.skipped = new ArrayList<>(path.skipped());
  }

  ClientScan scan() {
    for (ClasspathEntry entry : path.entries()) {
      try {
        entry.list(file -> ClassIndex.className(file).ifPresent(name -> see(name, entry)));
      } catch (IOException e) {
        skipped.add(entry.name() + " cannot be read (" + e + ")");
      }
    }
    ClientReader reader = new ClientReader(index, withoutWandb);
    List<FoundClient> found = new ArrayList<>();
    Set<String> packages = new HashSet<>();
    Set<ClientBinding> missing = new LinkedHashSet<>(clients);
    for (ClientMatch match : matches) {
      reader
          .of(match)
          .ifPresent(
              client -> {
                found.add(client);
                missing.remove(match.client());
                client.classes().forEach(each -> packages.add(packageOf(each.name())));
              });
    }
    return new ClientScan(
        path.entries().size(), found, missing, unbound(packages, reader), skipped);
  }

  /** As the weaver does it, the first client that has a class of that name is the one. */
  private void see(String className, ClasspathEntry entry) {
    index.add(className, entry);
    for (ClientBinding client : clients) {
      for (ClassBinding bound : client.classes()) {
        Optional<String> prefix = bound.prefixIn(className);
        if (prefix.isPresent()) {
          match(client, prefix.get(), entry).add(bound);
          return;
        }
      }
    }
    if (CALLED_LIKE_A_CLIENT.matcher(simpleName(className)).matches()) {
      alike.putIfAbsent(className, entry);
    }
  }

  private ClientMatch match(ClientBinding client, String prefix, ClasspathEntry entry) {
    for (ClientMatch match : matches) {
      if (match.isOf(client, prefix, entry)) {
        return match;
      }
    }
    ClientMatch match = new ClientMatch(client, prefix, entry);
    matches.add(match);
    return match;
  }

  /**
   * @param described packages of which a binding knows a class: others there are parts of the same
   *     client
   */
  private Map<String, String> unbound(Set<String> described, ClientReader reader) {
    Map<String, String> unbound = new LinkedHashMap<>();
    alike.forEach(
        (name, entry) -> {
          if (!described.contains(packageOf(name)) && reader.isClass(name, entry)) {
            unbound.put(name, entry.name());
          }
        });
    return unbound;
  }

  private static String packageOf(String className) {
    return className.substring(0, className.lastIndexOf('.') + 1);
  }

  /** Without the package and the classes around it; a dollar at the end is part of a name. */
  private static String simpleName(String className) {
    int end = className.length() - 1;
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$', end - 1)) + 1);
  }
}
