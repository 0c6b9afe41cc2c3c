package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which runs {@code GET /api/runs/list} shows and in which order (the protocol, section 7.2). */
final class RunFilter implements Predicate<StoredRun> {
  private static final String CONFIG = "config.";

  private final @Nullable String project; // null: any
  private final String search;
  private final List<String> tags; // empty: any
  private final @Nullable String status; // null: any
  private final JsonNode filter;
  private final String sort;

  RunFilter(@Nullable String project, Query query) {
    this.project = project;
    this.search = query.text("search", "").toLowerCase(Locale.ROOT);
    String wanted = query.text("tags", "");
    this.tags = wanted.isEmpty() ? List.of() : List.of(wanted.split(",", -1));
    this.status = query.text("status");
    this.sort = query.text("sort", "-createdAt");
    try {
      this.filter = Json.parse(query.text("filter", "{}"));
    } catch (IOException e) {
      throw ApiService.error(400, "Invalid filter JSON");
    }
  }

  @Override
  public boolean test(StoredRun run) {
    return (project == null || run.project().equals(project))
        && (run.name().toLowerCase(Locale.ROOT).contains(search)
            || run.displayId().toLowerCase(Locale.ROOT).contains(search))
        && (tags.isEmpty() || run.tags().stream().anyMatch(tags::contains))
        && (status == null || run.status().name().equals(status))
        && hasConfig(run);
  }

  private boolean hasConfig(StoredRun run) {
    for (Map.Entry<String, JsonNode> wanted : filter.properties()) {
      if (wanted.getKey().startsWith(CONFIG)) {
        JsonNode value = Json.orNull(run.config());
        for (String key : wanted.getKey().substring(CONFIG.length()).split("\\.", -1)) {
          value = value.path(key);
        }
        if (!value.asText().equals(wanted.getValue().asText())) {
          return false;
        }
      }
    }
    return true;
  }

  Comparator<StoredRun> order() {
    boolean descending = sort.startsWith("-");
    Comparator<StoredRun> order;
    switch (descending ? sort.substring(1) : sort) {
      case "name":
        order = Comparator.comparing(StoredRun::name);
        break;
      case "updatedAt":
        order = Comparator.comparing(StoredRun::updatedAt);
        break;
      default:
        order = Comparator.comparing(StoredRun::createdAt);
    }
    order = order.thenComparing(StoredRun::id);
    return descending ? order.reversed() : order;
  }
}
