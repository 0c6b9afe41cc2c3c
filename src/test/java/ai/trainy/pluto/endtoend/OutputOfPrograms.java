package ai.trainy.pluto.endtoend;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * When a test fails, prints what the programs that it started have printed, and the agent's log,
 * from the test's directories.
 */
public final class OutputOfPrograms implements TestExecutionExceptionHandler {
  private static final int MOST_CHARACTERS = 20_000;

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (failure instanceof TestAbortedException) {
      throw failure;
    }
    StringBuilder text = new StringBuilder();
    for (Path directory : directories(context.getRequiredTestInstance())) {
      for (Path file : outputs(directory)) {
        text.append("--- ").append(file).append('\n').append(end(file)).append('\n');
      }
    }
    PrintStream out = System.out;
    out.printf("=== %s failed%n%s===%n", context.getUniqueId(), text);
    throw failure;
  }

  private static List<Path> directories(Object test) throws IllegalAccessException {
    List<Path> directories = new ArrayList<>();
    for (Field field : test.getClass().getDeclaredFields()) {
      if (field.isAnnotationPresent(TempDir.class)) {
        field.setAccessible(true);
        directories.add((Path) field.get(test));
      }
    }
    return directories;
  }

  private static List<Path> outputs(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("std(out|err).*\\.txt|.*\\.log"))
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private static String end(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(Math.max(0, text.length() - MOST_CHARACTERS));
    } catch (IOException e) {
      return "(" + e + ")";
    }
  }
}
