package ai.trainy.pluto.agent.binding;

import java.lang.reflect.Field;
import java.util.Optional;

/** A field, by its name, of whatever class has or inherits one; private ones too. */
final class HeldField {
  private final String name;
  private final ClassValue<Optional<Field>> fields =
      new ClassValue<>() {
        @Override
        protected Optional<Field> computeValue(Class<?> type) {
          return find(type);
        }
      };

  HeldField(String name) {
    this.name = name;
  }

  /**
   * Returns what the field of {@code value} holds.
   *
   * @throws NoSuchFieldException if its class has no such field, or one that is closed to us, as
   *     those of the JDK are
   */
  Object get(Object value) throws ReflectiveOperationException {
    Optional<Field> field = fields.get(value.getClass());
    if (field.isEmpty()) {
      throw new NoSuchFieldException(
          value.getClass().getName() + "." + name + " (a method is written " + name + "())");
    }
    return field.get().get(value);
  }

  private Optional<Field> find(Class<?> type) {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      try {
        Field field = owner.getDeclaredField(name);
        return field.trySetAccessible() ? Optional.of(field) : Optional.empty();
      } catch (NoSuchFieldException | LinkageError notHere) {
        // Perhaps where it was inherited from.
      }
    }
    return Optional.empty();
  }
}
