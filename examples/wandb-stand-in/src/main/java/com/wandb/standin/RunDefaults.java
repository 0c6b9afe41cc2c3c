package com.wandb.standin;

import com.google.protobuf.Timestamp;
import com.wandb.grpc.WandbServer.RunRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/** What a run is given where its client left a field empty. */
final class RunDefaults {

  private static final String ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 8;
  private static final String[] ADJECTIVES = {"brisk", "calm", "deep", "quiet", "swift", "warm"};
  private static final String[] NOUNS = {"brook", "cloud", "field", "forest", "meadow", "river"};

  /** A name reserved for never resolving (RFC 2606): following the link leads nowhere. */
  private static final String HOST = "https://wandb.invalid";

  private final Map<String, String> environment;
  private final Random random;

  RunDefaults(Map<String, String> environment, Random random) {
    this.environment = environment;
    this.random = random;
  }

  RunRecord complete(RunRecord run) {
    RunRecord.Builder complete = run.toBuilder();
    if (run.getRunId().isEmpty()) {
      complete.setRunId(environment.getOrDefault("WANDB_RUN_ID", randomId()));
    }
    if (run.getProject().isEmpty()) {
      complete.setProject(environment.getOrDefault("WANDB_PROJECT", "uncategorized"));
    }
    if (run.getEntity().isEmpty()) {
      complete.setEntity(environment.getOrDefault("WANDB_ENTITY", "local"));
    }
    if (run.getDisplayName().isEmpty()) {
      complete.setDisplayName(oneOf(ADJECTIVES) + "-" + oneOf(NOUNS) + "-1");
    }
    if (run.getHost().isEmpty()) {
      complete.setHost(HOST);
    }
    if (!run.hasStartTime()) {
      Instant now = Instant.now();
      complete.setStartTime(
          Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()));
    }
    return complete.build();
  }

  private String randomId() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
    }
    return id.toString();
  }

  private String oneOf(String[] words) {
    return words[random.nextInt(words.length)];
  }
}
