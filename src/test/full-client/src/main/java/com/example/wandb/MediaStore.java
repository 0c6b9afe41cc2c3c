package com.example.wandb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the content of media below {@code files/media}, under names that tell the key and step. */
final class MediaStore {

  private static final int HASH_LENGTH = 20;

  /** So that the whole name is within what file systems take. */
  private static final int KEY_LENGTH = 128;

  private final RunDirectory directory;
  private final long step;

  MediaStore(RunDirectory directory, long step) {
    this.directory = directory;
    this.step = step;
  }

  /** Closes the content. Returns path, sha256 and size of its file as a row has them. */
  Map<String, Object> keep(
      String folder, String key, int index, String extension, InputStream content)
      throws IOException {
    Path part = directory.part();
    try {
      String hash = Sha256.copy(content, part);
      String name =
          inFileName(key)
              + "_"
              + step
              + "_"
              + index
              + "_"
              + hash.substring(0, HASH_LENGTH)
              + "."
              + extension;
      String path = "media/" + folder + "/" + name;
      Path file = directory.files().resolve(path);
      Files.createDirectories(file.getParent());
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("path", path);
      json.put("sha256", hash);
      json.put("size", Files.size(file));
      return json;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Keys may have slashes and anything else; what they have in common then, the hash tells apart.
   */
  private static String inFileName(String key) {
    String name = key.replaceAll("[^A-Za-z0-9_.-]", "_");
    return name.substring(0, Math.min(name.length(), KEY_LENGTH));
  }
}
