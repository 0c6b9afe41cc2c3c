package ai.trainy.pluto.agent.start;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.net.ProxySelector;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether anybody in this JVM has used the proxy selector, which is set up at that moment. Asked
 * without being the first who does.
 */
final class ProxySelectorUse implements BooleanSupplier {
  private static final String INTERNALS = "jdk.internal.misc";

  /** Null where the JVM cannot be asked. */
  private final @Nullable Object unsafe;

  private ProxySelectorUse(@Nullable Object unsafe) {
    this.unsafe = unsafe;
  }

  static ProxySelectorUse of(Instrumentation instrumentation) {
    try {
      instrumentation.redefineModule(
          Object.class.getModule(),
          Set.of(),
          Map.of(INTERNALS, Set.of(ProxySelectorUse.class.getModule())),
          Map.of(),
          Set.of(),
          Map.of());
      return new ProxySelectorUse(
          Class.forName(INTERNALS + ".Unsafe", true, null).getMethod("getUnsafe").invoke(null));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherJdk) {
      return new ProxySelectorUse(null);
    }
  }

  @Override
  public boolean getAsBoolean() {
    if (unsafe == null) {
      return true;
    }
    try {
      Method method = unsafe.getClass().getMethod("shouldBeInitialized", Class.class);
      return !(boolean) method.invoke(unsafe, ProxySelector.class);
    } catch (ReflectiveOperationException | RuntimeException otherJdk) {
      return true;
    }
  }
}
