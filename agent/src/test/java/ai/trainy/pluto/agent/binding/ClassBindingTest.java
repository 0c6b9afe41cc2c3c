package ai.trainy.pluto.agent.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassBindingTest {
  private final ClassBinding fixed = new ClassBinding("a.b.Run", false, List.of());
  private final ClassBinding relocatable = new ClassBinding("a.b.Run", true, List.of());

  @Test
  void theClassItselfHasNoPrefix() {
    assertThat(fixed.prefixIn("a.b.Run")).contains("");
    assertThat(relocatable.prefixIn("a.b.Run")).contains("");
  }

  @Test
  void thePrefixOfAMovedClassIsItsNewPackageWithTheDot() {
    assertThat(relocatable.prefixIn("my.shaded.a.b.Run")).contains("my.shaded.");
  }

  @Test
  void aClassThatMayNotMoveIsAnotherElsewhere() {
    assertThat(fixed.prefixIn("shaded.a.b.Run")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"b.Run", "Run", "aa.b.Run", "x.aa.b.Run", "a.b.Run$Builder", "a.b.Runner"})
  void otherClassesAreNone(String className) {
    assertThat(relocatable.prefixIn(className)).isEmpty();
  }
}
