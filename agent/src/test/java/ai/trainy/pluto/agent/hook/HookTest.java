package ai.trainy.pluto.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookTest {
  private final Hook hook = TestHook.get();

  @AfterEach
  void unplug() {
    hook.plug(null);
  }

  @Test
  void isFoundByEveryClassLoader() throws ReflectiveOperationException {
    ClassLoader withoutParent = new ClassLoader(null) {};

    assertThat(withoutParent.loadClass(hook.field().getDeclaringClass().getName()))
        .isSameAs(hook.field().getDeclaringClass());
  }

  @Test
  void livesInTheModuleThatEveryModuleReads() {
    assertThat(hook.field().getDeclaringClass().getModule()).isSameAs(Object.class.getModule());
  }

  @Test
  void holdsAFieldOfATypeThatEveryProgramKnows() {
    assertThat(hook.field().getType()).isEqualTo(BiFunction[].class);
  }

  @Test
  void fieldIsSeenByAllThreadsAtOnce() {
    assertThat(Modifier.toString(hook.field().getModifiers())).isEqualTo("public static volatile");
  }

  @Test
  void isUnpluggedUntilSomethingIsPluggedIn() throws IllegalAccessException {
    assertThat(hook.field().get(null)).isNull();
  }

  @Test
  void holdsWhatWasPluggedInLast() throws IllegalAccessException {
    BiFunction<Object, Object, Object>[] first = handlers();
    BiFunction<Object, Object, Object>[] second = handlers();

    hook.plug(first);
    hook.plug(second);

    assertThat(hook.field().get(null)).isSameAs(second);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private static BiFunction<Object, Object, Object>[] handlers() {
    return new BiFunction[1];
  }

  @Test
  void isNotGivenToASecondCopyOfTheAgent() {
    assertThat(Hook.define(TestHook.INSTRUMENTATION)).isEmpty();
  }
}
