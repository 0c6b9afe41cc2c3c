package ai.trainy.pluto.agent.start;

import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Whether a class is loaded yet. Found out without loading it; takes milliseconds in a large
 * program until it is. Safe for use by several threads.
 */
final class LoadedClass implements BooleanSupplier {
  private final String name;
  private final Instrumentation instrumentation;
  private volatile boolean loaded;

  LoadedClass(String name, Instrumentation instrumentation) {
    this.name = name;
    this.instrumentation = instrumentation;
  }

  @Override
  public boolean getAsBoolean() {
    if (!loaded) {
      loaded =
          Arrays.stream(instrumentation.getAllLoadedClasses())
              .anyMatch(one -> one.getName().equals(name));
    }
    return loaded;
  }
}
