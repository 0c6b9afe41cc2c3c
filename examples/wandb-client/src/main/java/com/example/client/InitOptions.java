package com.example.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What a run is opened with. Immutable. */
public final class InitOptions {
  private final String project;
  private final String id;
  private final String name;
  private final Map<String, Object> config;

  private InitOptions(String project, String id, String name, Map<String, ?> config) {
    this.project = project;
    this.id = id;
    this.name = name;
    this.config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }

  /** Of a run with a random id, which is its name as well. */
  public static InitOptions of(String project) {
    String id = UUID.randomUUID().toString().substring(0, 8);
    return new InitOptions(project, id, id, Map.of());
  }

  /** With an id of letters, digits, {@code -} and {@code _}. */
  public InitOptions withId(String id) {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("not an id: '" + id + "'");
    }
    return new InitOptions(project, id, name, config);
  }

  public InitOptions withName(String name) {
    return new InitOptions(project, id, name, config);
  }

  /** With the run's settings, such as a learning rate. */
  public InitOptions withConfig(Map<String, ?> config) {
    return new InitOptions(project, id, name, config);
  }

  public String project() {
    return project;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Map<String, Object> config() {
    return config;
  }
}
