package ai.trainy.pluto.agent.tee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

class ShapeTest {

  /** As org.json's, moved into another package by a fat jar. */
  public static class Moved {
    public static class JSONObject {
      public Set<String> keySet() {
        return Set.of("a");
      }

      public Object opt(String key) {
        return key + "!";
      }
    }

    public static class JSONArray {
      public int length() {
        return 2;
      }

      public Object opt(int index) {
        return index;
      }
    }
  }

  /** Not public, so its methods cannot be called. */
  static class Hidden {
    static class JSONObject {
      public Set<String> keySet() {
        return Set.of();
      }

      public Object opt(String key) {
        return key;
      }
    }
  }

  @Test
  void knowsOrgJsonsClasses() {
    assertThat(Shape.of(JSONObject.class).kind()).isEqualTo(Shape.Kind.OBJECT);
    assertThat(Shape.of(JSONArray.class).kind()).isEqualTo(Shape.Kind.ARRAY);
    assertThat(Shape.of(JSONObject.NULL.getClass()).kind()).isEqualTo(Shape.Kind.NULL);
  }

  @Test
  void readsTheEntriesOfAMovedObject() {
    Shape shape = Shape.of(Moved.JSONObject.class);

    assertThat(shape.kind()).isEqualTo(Shape.Kind.OBJECT);
    assertThat(shape.entries(new Moved.JSONObject())).isEqualTo(Map.of("a", "a!"));
  }

  @Test
  void readsTheElementsOfAMovedArray() {
    Shape shape = Shape.of(Moved.JSONArray.class);

    assertThat(shape.kind()).isEqualTo(Shape.Kind.ARRAY);
    assertThat(shape.elements(new Moved.JSONArray())).isEqualTo(List.of(0, 1));
  }

  @Test
  void aClassThatCannotBeReadIsNone() {
    assertThat(Shape.of(Hidden.JSONObject.class).kind()).isEqualTo(Shape.Kind.OTHER);
  }

  @Test
  void everythingElseIsNone() {
    for (Class<?> type : List.of(Object.class, String.class, int[].class, Runnable.class)) {
      assertThat(Shape.of(type).kind()).isEqualTo(Shape.Kind.OTHER);
    }
  }
}
