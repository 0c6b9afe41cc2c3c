package com.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import lab.metrics.Tracker;
import lab.plots.Picture;

/** The program that the pages' commands start. */
public final class Training {
  public static final int ROWS = 5;

  private static final byte[] DOT =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  private Training() {}

  public static void main(String[] arguments) throws IOException {
    Tracker run = Tracker.start("owls", Map.of("rate", 0.1));
    for (int i = 0; i < ROWS; i++) {
      run.metrics(i, Map.of("loss", 1.0 / (i + 1)));
    }
    run.metric("accuracy", 0.9, ROWS);
    run.metricsLater(ROWS + 1, Map.of("late", 0.5));
    run.metrics(ROWS + 2, picture());
    run.scalar("scalar", 0.7);
    int seven = run.timed("work", () -> 7);
    System.out.println("trained " + run.describe() + ' ' + run.shouldContinue() + ' ' + seven);
    run.close();
  }

  /** The client takes numbers alone, and never looks. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<String, Double> picture() throws IOException {
    Path file = Files.write(Files.createTempFile("owl", ".png"), DOT);
    return (Map) Map.of("picture", new Picture(file));
  }
}
