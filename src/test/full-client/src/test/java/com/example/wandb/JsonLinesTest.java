package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {

  @TempDir Path folder;

  @Test
  void readsNothingWithoutAFile() {
    assertThat(JsonLines.read(folder.resolve("none"))).isEmpty();
  }

  @Test
  void hasALineAsSoonAsItIsAdded() {
    Path file = folder.resolve("lines");
    try (JsonLines lines = JsonLines.append(file)) {
      lines.add(Map.of("a", 1));
      assertThat(file).content().isEqualTo("{\"a\":1}\n");
    }
  }

  @Test
  void readsAndAppendsAfterALineTornAtAnyByte() throws Exception {
    byte[] whole = "{\"a\":1}\n{\"b\":\"\u00e9\"}\n".getBytes(StandardCharsets.UTF_8);
    int first = "{\"a\":1}\n".length();
    for (int end = first; end < whole.length; end++) {
      Path file = folder.resolve("torn-at-" + end);
      Files.write(file, Arrays.copyOf(whole, end));
      assertThat(JsonLines.read(file)).hasSize(1);

      try (JsonLines lines = JsonLines.append(file)) {
        lines.add(Map.of("c", 3));
      }

      assertThat(file).content().isEqualTo("{\"a\":1}\n{\"c\":3}\n");
    }
  }

  @Test
  void appendsToAFileWithoutAnyWholeLine() throws Exception {
    Path file = folder.resolve("torn");
    Files.writeString(file, "{\"a");

    try (JsonLines lines = JsonLines.append(file)) {
      lines.add(Map.of("c", 3));
    }

    assertThat(file).content().isEqualTo("{\"c\":3}\n");
  }
}
