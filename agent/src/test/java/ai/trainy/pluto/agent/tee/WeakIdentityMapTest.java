package ai.trainy.pluto.agent.tee;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
  private final WeakIdentityMap<Object> map = new WeakIdentityMap<>();

  /** A program's object that must not be asked whether it is equal to anything. */
  private static final class Touchy {
    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals was called");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode was called");
    }
  }

  @Test
  void whatWasPutIsThere() {
    Object key = new Object();

    map.put(key, "value");

    assertThat(map.get(key)).isEqualTo("value");
  }

  @Test
  void whatWasNotPutIsNotThere() {
    assertThat(map.get(new Object())).isNull();
  }

  @Test
  void theLastValueCounts() {
    Object key = new Object();

    map.put(key, "first");
    map.put(key, "second");

    assertThat(map.get(key)).isEqualTo("second");
  }

  @Test
  void equalObjectsAreDifferentKeys() {
    String one = new String(new char[] {'a'});
    String other = new String(new char[] {'a'});

    map.put(one, 1);
    map.put(other, 2);

    assertThat(map.get(one)).isEqualTo(1);
    assertThat(map.get(other)).isEqualTo(2);
  }

  @Test
  void keysAreNeverAskedForEquality() {
    Touchy key = new Touchy();

    map.put(key, "value");
    map.put(new Touchy(), "other");

    assertThat(map.get(key)).isEqualTo("value");
    assertThat(map.computeIfAbsent(key, () -> "new")).isEqualTo("value");
  }

  @Test
  void aValueIsMadeOnceForEachKey() {
    Object key = new Object();

    Object made = map.computeIfAbsent(key, Object::new);

    assertThat(map.computeIfAbsent(key, Object::new)).isSameAs(made);
    assertThat(map.computeIfAbsent(new Object(), Object::new)).isNotSameAs(made);
  }

  @Test
  void anEntryGoesWithItsKey() {
    WeakReference<Object> value = putAndForget();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);

    while (value.get() != null && System.nanoTime() < deadline) {
      System.gc();
      // Entries of keys that are gone are taken out when another comes.
      map.put(this, "another");
    }

    assertThat(value.get()).isNull();
  }

  private WeakReference<Object> putAndForget() {
    Object value = new Object();
    map.put(new Object(), value);
    return new WeakReference<>(value);
  }

  @Test
  void anEntryStaysWithItsKey() {
    Object key = new Object();
    map.put(key, "value");

    System.gc();
    map.put(new Object(), "another");

    assertThat(map.get(key)).isEqualTo("value");
  }
}
