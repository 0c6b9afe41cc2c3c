package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.Sites;
import ai.trainy.pluto.agent.hook.Hook;
import ai.trainy.pluto.notice.Notices;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * Puts advice into the bound methods of a client's classes as they are loaded. A client is woven
 * only if everything its binding requires is there; otherwise one line says what is missing, and
 * the client stays as it is.
 */
public final class Weaver implements ClassFileTransformer {
  /** How advice names the method it is in: class, method and descriptor, as a constant. */
  static final String SITE = "#t.#m#d";

  private final List<ClientBinding> bindings;
  private final Hook hook;
  private final Sites sites;
  private final Notices notices;
  private final Manner manner;

  /** Clients of which a class was woven as it was loaded. */
  private final Set<String> wovenInTime = ConcurrentHashMap.newKeySet();

  /**
   * @param hook what woven code will read
   * @param sites told of every woven method
   */
  public Weaver(List<ClientBinding> bindings, Hook hook, Sites sites, Notices notices) {
    this(bindings, hook, sites, notices, new BesideWandb());
  }

  private Weaver(
      List<ClientBinding> bindings, Hook hook, Sites sites, Notices notices, Manner manner) {
    this.manner = manner;
    this.bindings = bindings;
    this.hook = hook;
    this.sites = sites;
    this.notices = notices;
  }

  /** One that leaves the client's own code out. */
  public static Weaver withoutWandb(
      List<ClientBinding> bindings, Hook hook, Sites sites, Notices notices) {
    return new Weaver(bindings, hook, sites, notices, new WithoutWandb(notices));
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> classBeingRedefined,
      ProtectionDomain domain,
      byte[] classFile) {
    String className = internalName.replace('/', '.');
    try {
      for (ClientBinding client : bindings) {
        for (ClassBinding bound : client.classes()) {
          Optional<String> prefix = bound.prefixIn(className);
          if (prefix.isPresent()) {
            ClientClasses classes = new ClientClasses(loader, className, classFile);
            byte[] woven = weave(client, bound, prefix.get(), className, classes, classFile);
            // The JDK's own classes are there before any agent.
            if (woven != null && loader != null) {
              sayIfLate(client, prefix.get(), className, classBeingRedefined != null);
            }
            return woven;
          }
        }
      }
    } catch (Throwable e) {
      notices.log("weaving " + className + " failed", e);
      notices.say(
          "weave " + className,
          className + " could not be woven (" + e + "): " + manner.otherwise() + ".");
    }
    return null;
  }

  /**
   * Says that the agent was attached to a program that had loaded the client before; not where
   * another agent has classes transformed again that were woven as they were loaded.
   */
  private void sayIfLate(ClientBinding client, String prefix, String className, boolean loaded) {
    String kind = "late " + client.name() + " " + prefix;
    if (!loaded) {
      wovenInTime.add(kind);
    } else if (!wovenInTime.contains(kind)) {
      notices.say(
          kind,
          "the agent was attached after "
              + className
              + " was loaded: runs that were open then are not logged to Pluto; later runs are.");
    }
  }

  private byte[] weave(
      ClientBinding client,
      ClassBinding bound,
      String prefix,
      String className,
      ClientClasses classes,
      byte[] classFile) {
    Optional<String> mismatch = new BindingCheck(classes, manner::lines).mismatch(client, prefix);
    if (mismatch.isPresent()) {
      notices.say(
          "binding " + client.name() + " " + prefix,
          mismatch.get()
              + ". "
              + client.name()
              + " does not fit this version of the client: "
              + manner.otherwise()
              + ".");
      return null;
    }
    Map<Class<?>, Advice> made = new HashMap<>();
    Map<MethodDescription, Advice> advice = new LinkedHashMap<>();
    for (WovenMethod woven :
        manner.methods(new ClientClass(client, bound, prefix, classes, classFile))) {
      MethodDescription method = woven.method();
      sites.add(className + "." + method.getName() + method.getDescriptor(), woven.site());
      advice.put(method, made.computeIfAbsent(woven.advice(), this::advice));
    }
    return new WovenClass(classes.describe(className), classes.types(), advice).of(classFile);
  }

  private Advice advice(Class<?> code) {
    ClassFileLocator ours = ClassFileLocator.ForClassLoader.of(code.getClassLoader());
    return Advice.withCustomMapping()
        .bind(Plugged.class, hook.field())
        .to(TypePool.Default.of(ours).describe(code.getName()).resolve(), ours);
  }
}
