package ai.trainy.pluto.agent.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

class LoadedClassTest {
  /** One that nothing else here uses. */
  private static final String LATE = "java.util.zip.CheckedOutputStream";

  @Test
  void isFoundOnceItIsLoadedAndIsNotLoadedByThat() throws ClassNotFoundException {
    Instrumentation instrumentation = ByteBuddyAgent.install();
    LoadedClass late = new LoadedClass(LATE, instrumentation);

    assertThat(late.getAsBoolean()).isFalse();
    assertThat(late.getAsBoolean()).isFalse();
    assertThat(Class.forName(LATE)).isNotNull();
    assertThat(late.getAsBoolean()).isTrue();
  }
}
