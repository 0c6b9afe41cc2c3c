package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a create request asks for, checked and decoded; filled once, then only read. */
final class NewRun {
  String name = "";
  @Nullable String externalId; // null: none
  List<String> tags = new ArrayList<>();
  @Nullable JsonNode config; // null: none
  @Nullable JsonNode loggerSettings; // null: none
  @Nullable JsonNode systemMetadata; // null: none
  @Nullable Instant createdAt; // null: now
  @Nullable Instant updatedAt; // null: now
  @Nullable Long forkedFromRunId; // null: no fork
  @Nullable Long forkStep; // null: no fork
}
