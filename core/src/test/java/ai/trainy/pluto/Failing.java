package ai.trainy.pluto;

import java.io.IOException;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Objects of a program that fail when they are asked what they hold. */
final class Failing {
  static final List<Failing> IN_ALL_WAYS =
      List.of(
          new Failing(() -> new IllegalStateException("closed")),
          new Failing(() -> new NoClassDefFoundError("gone")),
          new Failing(StackOverflowError::new),
          new Failing(() -> new IOException("from a language that checks none")));

  private final Supplier<Throwable> failure;

  private Failing(Supplier<Throwable> failure) {
    this.failure = failure;
  }

  /** The name of what it fails with. */
  String how() {
    return failure.get().getClass().getName();
  }

  private RuntimeException failure() {
    Failing.<RuntimeException>raise(failure.get());
    throw new AssertionError("unreachable");
  }

  @SuppressWarnings("unchecked") // as Kotlin and Scala do it
  private static <E extends Throwable> void raise(Throwable failure) throws E {
    throw (E) failure;
  }

  Number number() {
    return new Number() {
      private static final long serialVersionUID = 1;

      @Override
      public int intValue() {
        throw failure();
      }

      @Override
      public long longValue() {
        throw failure();
      }

      @Override
      public float floatValue() {
        throw failure();
      }

      @Override
      public double doubleValue() {
        throw failure();
      }
    };
  }

  List<Object> list() {
    return new AbstractList<>() {
      @Override
      public Object get(int index) {
        throw failure();
      }

      @Override
      public int size() {
        return 1;
      }
    };
  }

  Map<Object, Object> map() {
    return new AbstractMap<>() {
      @Override
      public Set<Entry<Object, Object>> entrySet() {
        throw failure();
      }
    };
  }

  CharSequence text() {
    return new Text(
        () -> {
          throw failure();
        });
  }

  /** Something whose text is made when it is asked for. */
  Object object() {
    return new Object() {
      @Override
      public String toString() {
        throw failure();
      }
    };
  }

  /** A text that is made when it is asked for. */
  static final class Text implements CharSequence {
    private final Supplier<String> text;

    Text(Supplier<String> text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.get().length();
    }

    @Override
    public char charAt(int index) {
      return text.get().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.get().subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.get();
    }
  }
}
