package com.example.wandb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files and references under one name and type. Files are read when the artifact is logged. Not for
 * several threads at once.
 */
public final class Artifact {

  private static final String NAME = "(?!\\.+$)[A-Za-z0-9._-]{1,128}";
  private static final String URI = "[A-Za-z][A-Za-z0-9+.-]*:.+";

  private final String name;
  private final String type;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  public Artifact(String name, String type) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "an artifact's name has letters, digits, '.', '-' and '_', 128 at most: '" + name + "'");
    }
    if (type.isEmpty()) {
      throw new IllegalArgumentException("an artifact needs a type");
    }
    this.name = name;
    this.type = type;
  }

  public String name() {
    return name;
  }

  public String type() {
    return type;
  }

  /** The entries so far, in the order of their adding. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Adds a file under its own name. */
  public Artifact addFile(Path file) {
    return addFile(file, String.valueOf(file.getFileName()));
  }

  public Artifact addFile(Path file, String entryName) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no file " + file);
    }
    return add(new Entry(entryName, file, null));
  }

  /** Adds all files in a folder and its folders, under their paths in it. */
  public Artifact addDir(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder " + folder);
    }
    List<Path> files;
    try (Stream<Path> below = Files.walk(folder)) {
      files = below.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Path file : files) {
      List<String> names = new ArrayList<>();
      folder.relativize(file).forEach(part -> names.add(part.toString()));
      addFile(file, String.join("/", names));
    }
    return this;
  }

  /** Adds a reference under the last part of its path. */
  public Artifact addReference(String uri) {
    String path = uri.replaceFirst("[?#].*", "");
    return addReference(uri, path.substring(path.lastIndexOf('/') + 1));
  }

  public Artifact addReference(String uri, String entryName) {
    if (!uri.matches(URI)) {
      throw new IllegalArgumentException("a reference is a URI with a scheme, not '" + uri + "'");
    }
    return add(new Entry(entryName, null, uri));
  }

  private Artifact add(Entry entry) {
    String path = entry.path();
    List<String> parts = Arrays.asList(path.split("/", -1));
    if (path.indexOf('\\') >= 0
        || parts.contains("")
        || parts.contains(".")
        || parts.contains("..")) {
      throw new IllegalArgumentException(
          "an entry's name is a relative path like model/weights.bin, not '" + path + "'");
    }
    if (entries.putIfAbsent(path, entry) != null) {
      throw new IllegalArgumentException("artifact " + name + " already has an entry " + path);
    }
    return this;
  }

  /** A file or a reference, and its path in the artifact. */
  public static final class Entry {

    private final String path;
    private final Path file;
    private final String reference;

    private Entry(String path, Path file, String reference) {
      this.path = path;
      this.file = file;
      this.reference = reference;
    }

    /** With {@code /} between its parts. */
    public String path() {
      return path;
    }

    /** Null for a reference. */
    public Path file() {
      return file;
    }

    /** The URI; null for a file. */
    public String reference() {
      return reference;
    }
  }
}
