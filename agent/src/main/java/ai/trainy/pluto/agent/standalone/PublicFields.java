package ai.trainy.pluto.agent.standalone;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** The public fields of a run that was made without its constructor. */
final class PublicFields {
  private PublicFields() {}

  /** Gives them what is known of the run by their names, else what says nothing. */
  static void fill(Object bare, StandaloneRun run) {
    for (Class<?> type = bare.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers)) {
          fill(bare, field, run);
        }
      }
    }
  }

  private static void fill(Object bare, Field field, StandaloneRun run) {
    try {
      Object value =
          RunProperty.ofGetter(field.getName())
              // The address is asked of the server, which may take its time.
              .filter(property -> property != RunProperty.URL)
              .flatMap(property -> TypeConversion.of(run.get(property), field.getType()))
              .orElseGet(() -> DefaultValues.of(field.getType()));
      if (field.trySetAccessible()) {
        field.set(bare, value);
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // It stays empty.
    }
  }
}
