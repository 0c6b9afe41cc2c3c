package com.example.wandb;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Options for a run of which nothing is known. */
final class DefaultOptions {

  private static final String ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 8;
  private static final int NUMBERS = 999;
  private static final List<String> ADJECTIVES =
      List.of("bright", "brisk", "calm", "clear", "gentle", "quiet", "swift", "warm");
  private static final List<String> NOUNS =
      List.of("brook", "cloud", "dune", "forest", "meadow", "river", "star", "valley");

  private DefaultOptions() {}

  static InitOptions random(Random random) {
    return InitOptions.builder()
        .project("uncategorized")
        .id(id(random))
        .name(name(random))
        .dir(Path.of("."))
        .build();
  }

  private static String id(Random random) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
    }
    return id.toString();
  }

  private static String name(Random random) {
    return oneOf(ADJECTIVES, random)
        + "-"
        + oneOf(NOUNS, random)
        + "-"
        + (1 + random.nextInt(NUMBERS));
  }

  private static String oneOf(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
