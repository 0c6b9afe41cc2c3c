package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Puts advice into the bound methods of a client's classes as they are loaded. A client is woven
 * only if everything its binding requires is there; otherwise one line says what is missing, and
 * the client stays as it is.
 */
public final class Weaver implements ClassFileTransformer {
  private final List<ClientBinding> bindings;
  private final HandlerTable table;
  private final Function<BoundMethod, BiFunction<Object, Object, Object>> handlers;
  private final Messages messages;
  private final InstrumentationMode mode;

  /** Clients of which a class was woven as it was loaded. */
  private final Set<String> wovenInTime = ConcurrentHashMap.newKeySet();

  /**
   * @param table where handlers are found by woven code
   * @param handlers makes what handles the calls of each woven method
   */
  public Weaver(
      List<ClientBinding> bindings,
      HandlerTable table,
      Function<BoundMethod, BiFunction<Object, Object, Object>> handlers,
      Messages messages) {
    this(bindings, table, handlers, messages, new MirrorMode());
  }

  private Weaver(
      List<ClientBinding> bindings,
      HandlerTable table,
      Function<BoundMethod, BiFunction<Object, Object, Object>> handlers,
      Messages messages,
      InstrumentationMode mode) {
    this.mode = mode;
    this.bindings = bindings;
    this.table = table;
    this.handlers = handlers;
    this.messages = messages;
  }

  /**
   * One that leaves the client's own code out.
   *
   * @param unfit told of clients that are not, or not certainly, logged to Pluto alone, and why
   */
  public static Weaver withoutWandb(
      List<ClientBinding> bindings,
      HandlerTable table,
      Function<BoundMethod, BiFunction<Object, Object, Object>> handlers,
      Messages messages,
      Consumer<String> unfit) {
    return new Weaver(bindings, table, handlers, messages, new StandaloneMode(messages, unfit));
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String internalName,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    String className = internalName.replace('/', '.');
    try {
      for (ClientBinding client : bindings) {
        for (ClassBinding bound : client.classes()) {
          Optional<String> prefix = bound.prefixIn(className);
          if (prefix.isPresent()) {
            ClientClasses classes = new ClientClasses(loader, className, classFile);
            byte @Nullable [] woven =
                weave(client, bound, prefix.get(), className, classes, classFile);
            // The JDK's own classes are there before any agent.
            if (woven != null && loader != null) {
              sayIfLate(client, prefix.get(), className, classBeingRedefined != null);
            }
            return woven;
          }
        }
      }
    } catch (Throwable e) {
      messages.log(AgentMessage.WEAVING_FAILED, e, className);
      messages.sayAbout(className, AgentMessage.CLASS_NOT_WOVEN, className, e, mode.otherwise());
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
      messages.sayAbout(kind, AgentMessage.ATTACHED_LATE, className);
    }
  }

  private byte @Nullable [] weave(
      ClientBinding client,
      ClassBinding bound,
      String prefix,
      String className,
      ClientClasses classes,
      byte[] classFile) {
    Optional<String> mismatch = new BindingValidator(classes, mode::lines).mismatch(client, prefix);
    if (mismatch.isPresent()) {
      messages.say(AgentMessage.BINDING_MISMATCH, mismatch.get(), client.name(), mode.otherwise());
      mode.unfit(mismatch.get());
      return null;
    }
    Map<MethodDescription, Integer> indices = new HashMap<>();
    Map<Class<?>, Advice> made = new HashMap<>();
    Map<MethodDescription, Advice> advice = new LinkedHashMap<>();
    for (WovenMethod woven :
        mode.of(client, prefix, classes)
            .methods(new ClientClass(client, bound, prefix, classes, classFile))) {
      MethodDescription method = woven.method();
      indices.put(method, table.indexOf(woven.bound(), handlers));
      advice.put(method, made.computeIfAbsent(woven.advice(), code -> advice(code, indices)));
    }
    return new WovenClass(classes.describe(className), classes.types(), advice).of(classFile);
  }

  /**
   * @param indices of the handlers of all methods that it will be in
   */
  private Advice advice(Class<?> code, Map<MethodDescription, Integer> indices) {
    ClassFileLocator ours = ClassFileLocator.ForClassLoader.of(code.getClassLoader());
    return Advice.withCustomMapping()
        .bind(HookField.class, table.field())
        .bind(
            new Advice.OffsetMapping.Factory.Simple<>(
                HandlerIndex.class,
                (type, method, assigner, arguments, sort) ->
                    new Advice.OffsetMapping.Target.ForStackManipulation(
                        IntegerConstant.forValue(Objects.requireNonNull(indices.get(method))))))
        .to(TypePool.Default.WithLazyResolution.of(ours).describe(code.getName()).resolve(), ours);
  }
}
