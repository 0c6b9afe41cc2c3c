package ai.trainy.pluto.agent.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicMethodsTest {

  /** What a library shows. */
  public interface Shown {
    String name();
  }

  /** What a library makes of it. */
  static final class Hidden implements Shown {
    @Override
    public String name() {
      return "hidden";
    }

    public String secret() {
      return "secret";
    }
  }

  /** Has what is no method of objects. */
  public static final class Maker {
    public static Maker name() {
      return new Maker();
    }

    String hidden() {
      return "";
    }
  }

  @Test
  void aMethodOfAHiddenClassIsFoundWhereItIsShown()
      throws IllegalAccessException, InvocationTargetException {
    assertThat(PublicMethods.find(Hidden.class, "name").orElseThrow().invoke(new Hidden()))
        .isEqualTo("hidden");
  }

  @Test
  void aMethodOfTheJdksHiddenClassesIsFoundWhereItIsShown()
      throws IllegalAccessException, InvocationTargetException {
    Map.Entry<String, Integer> entry = Map.of("a", 1).entrySet().iterator().next();

    assertThat(PublicMethods.find(entry.getClass(), "getKey").orElseThrow().invoke(entry))
        .isEqualTo("a");
  }

  @Test
  void whatNobodyMayCallIsNotThere() {
    assertThat(PublicMethods.find(Hidden.class, "secret")).isEmpty();
    assertThat(PublicMethods.find(Maker.class, "hidden")).isEmpty();
    assertThat(PublicMethods.find(Maker.class, "name")).isEmpty();
    assertThat(PublicMethods.find(Shown.class, "name", int.class)).isEmpty();
  }

  @Test
  void nearerAncestorsComeFirst() {
    assertThat(PublicMethods.ancestors(Hidden.class))
        .containsExactly(Hidden.class, Object.class, Shown.class);
    assertThat(List.copyOf(PublicMethods.ancestors(Integer.class)).subList(0, 3))
        .containsExactly(Integer.class, Number.class, Object.class);
  }
}
