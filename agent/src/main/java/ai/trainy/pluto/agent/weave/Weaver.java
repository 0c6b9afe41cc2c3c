package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.binding.Site;
import ai.trainy.pluto.agent.binding.Sites;
import ai.trainy.pluto.agent.hook.Hook;
import ai.trainy.pluto.notice.Notices;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
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

  /**
   * What needs only to be seen as it comes, and comes often; of everything else, how it went
   * matters as well.
   */
  private static final Set<Role> ENTERED_ONLY = EnumSet.of(Role.LOG, Role.EXIT, Role.UNCAUGHT);

  private final List<ClientBinding> bindings;
  private final Hook hook;
  private final Sites sites;
  private final Notices notices;

  /**
   * @param hook what woven code will read
   * @param sites told of every woven method
   */
  public Weaver(List<ClientBinding> bindings, Hook hook, Sites sites, Notices notices) {
    this.bindings = bindings;
    this.hook = hook;
    this.sites = sites;
    this.notices = notices;
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
            return weave(client, bound, prefix.get(), className, classes, classFile);
          }
        }
      }
    } catch (Throwable e) {
      notices.log("weaving " + className + " failed", e);
      notices.say(
          "weave " + className,
          className + " could not be woven (" + e + "). Not logging to Pluto; wandb is untouched.");
    }
    return null;
  }

  private byte[] weave(
      ClientBinding client,
      ClassBinding bound,
      String prefix,
      String className,
      ClientClasses classes,
      byte[] classFile) {
    Optional<String> mismatch = new BindingCheck(classes).mismatch(client, prefix);
    if (mismatch.isPresent()) {
      notices.say(
          "binding " + client.name() + " " + prefix,
          mismatch.get()
              + ". "
              + client.name()
              + " does not fit this version of the client: not logging to Pluto; wandb"
              + " is untouched.");
      return null;
    }
    boolean logsCanNest = logMethods(client, prefix, classes) > 1;
    TypeDescription type = classes.describe(className);
    Map<Class<?>, Advice> made = new HashMap<>();
    Map<MethodDescription, Advice> advice = new LinkedHashMap<>();
    for (MethodDescription method : Methods.callable(type)) {
      for (MethodBinding binding : bound.methods()) {
        if (Methods.is(method, binding)) {
          String site = className + "." + method.getName() + method.getDescriptor();
          boolean entered = ENTERED_ONLY.contains(binding.role()) && !logsCanNest;
          sites.add(site, new Site(binding, !entered));
          advice.put(
              method,
              made.computeIfAbsent(entered ? EnterAdvice.class : CallAdvice.class, this::advice));
        }
      }
    }
    return new WovenClass(type, classes.types(), advice).of(classFile);
  }

  /** How many methods of the client log: of several, one may call the other. */
  private static long logMethods(ClientBinding client, String prefix, ClientClasses classes) {
    long methods = 0;
    for (ClassBinding bound : client.classes()) {
      for (MethodDescription method : Methods.callable(classes.describe(prefix + bound.name()))) {
        methods +=
            bound.methods().stream()
                .filter(binding -> binding.role() == Role.LOG && Methods.is(method, binding))
                .count();
      }
    }
    return methods;
  }

  private Advice advice(Class<?> code) {
    ClassFileLocator ours = ClassFileLocator.ForClassLoader.of(code.getClassLoader());
    return Advice.withCustomMapping()
        .bind(Plugged.class, hook.field())
        .to(TypePool.Default.of(ours).describe(code.getName()).resolve(), ours);
  }
}
