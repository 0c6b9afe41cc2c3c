package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a create request asks for, checked and decoded; filled once, then only read. */
final class NewRun {
  String name;
  String externalId; // null: none
  List<String> tags = new ArrayList<>();
  JsonNode config; // null: none
  JsonNode loggerSettings; // null: none
  JsonNode systemMetadata; // null: none
  Instant createdAt; // null: now
  Instant updatedAt; // null: now
  Long forkedFromRunId; // null: no fork
  Long forkStep;
}
