package ai.trainy.pluto.agent.hook;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A class in {@code java.lang} with one static field of a JDK type. Woven code reads the field and
 * calls what is in it at the index of its method; null means unplugged.
 *
 * <p>It is defined through {@link Instrumentation#redefineModule}, which opens {@code java.lang} to
 * our own loader alone. Appending to the bootstrap search path would do as well, but costs the JVM
 * its class-data sharing and prints a warning. That a class can be defined only once makes it the
 * lock against a second copy of the agent.
 */
public final class Hook {
  /** A name nobody else uses; {@code $} keeps it out of the way of people. */
  private static final String NAME = "java.lang.$PlutoHook";

  private static final String FIELD = "handlers";

  private final Field field;

  private Hook(Field field) {
    this.field = field;
  }

  /** Defines the class; empty if another copy of the agent has done so before. */
  public static Optional<Hook> define(Instrumentation instrumentation) {
    Module base = Object.class.getModule();
    Set<Module> us = Set.of(Hook.class.getModule());
    instrumentation.redefineModule(
        base, Set.of(), Map.of(), Map.of(Object.class.getPackageName(), us), Set.of(), Map.of());
    try {
      Class<?> hook =
          MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
              .defineClass(classFile());
      return Optional.of(new Hook(hook.getField(FIELD)));
    } catch (LinkageError defined) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang cannot be entered", e);
    }
  }

  /** Written by hand: for one field, Byte Buddy itself would load a few hundred classes. */
  private static byte[] classFile() {
    ClassWriter hook = new ClassWriter(0);
    hook.visit(
        Opcodes.V11,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
        NAME.replace('.', '/'),
        null,
        "java/lang/Object",
        null);
    hook.visitField(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_VOLATILE,
            FIELD,
            "[Ljava/util/function/BiFunction;",
            null,
            null)
        .visitEnd();
    hook.visitEnd();
    return hook.toByteArray();
  }

  /** The field that woven code reads. */
  public Field field() {
    return field;
  }

  /**
   * Connects woven code to what handles its calls, or to nothing.
   *
   * @param handlers each is called with a call's receiver and arguments, and what it returns, if
   *     that is not null, with what the call returned and threw; of a method whose code is left out
   *     the second is {@code {arguments, class, exception}}, where the exception is to be set if
   *     the method throws one, and what is returned is what the method returns. Null unplugs. Not
   *     to be changed afterwards
   */
  public void plug(BiFunction<Object, Object, Object> @Nullable [] handlers) {
    try {
      field.set(null, handlers);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
