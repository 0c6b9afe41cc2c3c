package ai.trainy.pluto.agent.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {
  private static final Object[] NONE = {};

  /** Public, as a client's messages are. */
  public static final class Node {
    private final Node next;
    private final String text;

    Node(Node next, String text) {
      this.next = next;
      this.text = text;
    }

    public Node next() {
      return next;
    }

    public String text() {
      return text;
    }

    public String fails() {
      throw new IllegalStateException("no");
    }

    String hidden() {
      return text;
    }
  }

  @Test
  void readsAnArgument() throws ReflectiveOperationException {
    assertThat(Source.of("arg1").read("me", new Object[] {"a", "b"}, null)).isEqualTo("b");
  }

  @Test
  void readsTheTwelfthArgument() throws ReflectiveOperationException {
    Object[] arguments = new Object[12];
    arguments[11] = "last";

    assertThat(Source.of("arg11").read(null, arguments, null)).isEqualTo("last");
  }

  @Test
  void readsTheReceiver() throws ReflectiveOperationException {
    assertThat(Source.of("this").read("me", NONE, "result")).isEqualTo("me");
  }

  @Test
  void readsTheResult() throws ReflectiveOperationException {
    assertThat(Source.of("return").read("me", NONE, "result")).isEqualTo("result");
  }

  @Test
  void readsThroughGetters() throws ReflectiveOperationException {
    Node node = new Node(new Node(null, "inner"), "outer");

    assertThat(Source.of("return.next().text()").read(null, NONE, node)).isEqualTo("inner");
    assertThat(Source.of("arg0.text()").read(null, new Object[] {node}, null)).isEqualTo("outer");
    assertThat(Source.of("this.text()").read(node, NONE, null)).isEqualTo("outer");
  }

  @Test
  void aNullOnTheWayIsNull() throws ReflectiveOperationException {
    Source source = Source.of("return.next().next().text()");

    assertThat(source.read(null, NONE, null)).isNull();
    assertThat(source.read(null, NONE, new Node(null, "a"))).isNull();
  }

  @Test
  void aGetterThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> Source.of("this.title()").read(new Node(null, "a"), NONE, null))
        .isInstanceOf(NoSuchMethodException.class)
        .hasMessageContaining("title");
  }

  @Test
  void aGetterThatIsNotPublicIsNotThere() {
    assertThatThrownBy(() -> Source.of("this.hidden()").read(new Node(null, "a"), NONE, null))
        .isInstanceOf(NoSuchMethodException.class);
  }

  @Test
  void aGetterThatThrowsIsSaid() {
    assertThatThrownBy(() -> Source.of("this.fails()").read(new Node(null, "a"), NONE, null))
        .isInstanceOf(InvocationTargetException.class)
        .hasRootCauseMessage("no");
  }

  /** Keeps things to itself. */
  private static class Holder {
    private final Map<String, Object> options = new HashMap<>();
  }

  /** Inherits what it holds. */
  private static final class Heir extends Holder {}

  @Test
  void readsAFieldOfAnyVisibilityAndThroughIt() throws ReflectiveOperationException {
    Holder holder = new Heir();
    holder.options.put("project", "owls");

    assertThat(Source.of("this.options").read(holder, NONE, null)).isSameAs(holder.options);
    assertThat(Source.of("arg0.options[\"project\"]").read(null, new Object[] {holder}, null))
        .isEqualTo("owls");
  }

  @Test
  void aFieldThatIsNotThereOrClosedIsSaid() {
    assertThatThrownBy(() -> Source.of("this.next").read("a text", NONE, null))
        .isInstanceOf(NoSuchFieldException.class)
        .hasMessageContaining("String.next (a method is written next())");
    assertThatThrownBy(() -> Source.of("this.value").read("a text", NONE, null))
        .isInstanceOf(NoSuchFieldException.class);
  }

  @Test
  void putsUnderAKeyOfAMapOrOfAJsonObject() throws ReflectiveOperationException {
    Source source = Source.of("arg0[\"_step\"]");
    Map<String, Object> map = new HashMap<>();
    JSONObject json = new JSONObject();

    source.put(null, new Object[] {map}, 7);
    source.put(null, new Object[] {json}, 7);

    assertThat(map).isEqualTo(Map.of("_step", 7));
    assertThat(json.get("_step")).isEqualTo(7);
  }

  @Test
  void whatCannotBePutIsThrown() {
    Source source = Source.of("arg0[\"_step\"]");

    assertThatThrownBy(() -> source.put(null, new Object[] {null}, 7))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> source.put(null, new Object[] {"a text"}, 7))
        .isInstanceOf(NoSuchMethodException.class)
        .hasMessageContaining("String.put");
    assertThatThrownBy(() -> source.put(null, new Object[] {Map.of()}, 7))
        .isInstanceOf(InvocationTargetException.class)
        .hasRootCauseInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void onlyKeysTakeSomething() {
    assertThat(Source.of("arg0[\"a\"]").isKey()).isTrue();
    assertThat(Source.of("this.row[\"a\"]").isKey()).isTrue();
    assertThat(Source.of("arg0[\"a\"].b()").isKey()).isFalse();
    assertThat(Source.of("arg0").isKey()).isFalse();
    assertThat(Source.of("\"a\"").isKey()).isFalse();
  }

  @Test
  void onlySourcesOfTheResultWaitForIt() {
    assertThat(Source.of("return").isOfTheResult()).isTrue();
    assertThat(Source.of("return.data()").isOfTheResult()).isTrue();
    assertThat(Source.of("this").isOfTheResult()).isFalse();
    assertThat(Source.of("arg0.return()").isOfTheResult()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "arg", "arg-1", "arg100", "args0", "this.", "this.a(1)", "x.a()"})
  void anythingElseIsNoSource(String text) {
    assertThatThrownBy(() -> Source.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no such source: " + text);
  }
}
