package ai.trainy.pluto.endtoend.programs;

import com.wandb.client.WandbRun;
import com.wandb.grpc.WandbServer.ConfigItem;
import com.wandb.grpc.WandbServer.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.json.JSONObject;

/**
 * Relies on all that the official client shows beside its results: reads the step back from the row
 * it logged, one row for all calls; catches what a row that is null throws; prints the run's whole
 * record. Argument: port.
 */
public final class ReadsBack {
  private ReadsBack() {}

  @SuppressWarnings("ReferenceEquality") // the client gives out one and the same record
  public static void main(String[] args) throws Exception {
    WandbRun.Builder builder =
        new WandbRun.Builder()
            .withProject("owls")
            .withName("night")
            .withNotes("cold, \"windy\"\nand dark")
            .withRunGroup("g1")
            .setJobType("train")
            .setSweepId("sweep7")
            .setHost("box")
            .setTags(List.of("a", "b"))
            .setTags(List.of("c"))
            .withConfig(new JSONObject("{lr: 0.1, net: {depth: 2, units: [3, 4]}, name: 'mlp'}"))
            .onPort(Integer.parseInt(args[0]));
    WandbRun run = builder.build();
    builder.withNotes("of a run that is never built").clearTags();
    logs(run);
    RunRecord data = run.data();
    tells(data);
    System.out.println("same record: " + (run.data() == data));
    run.finish();
    System.out.println("record after the end: " + run.data().getSweepId());
  }

  private static void logs(WandbRun run) {
    JSONObject row = new JSONObject();
    for (int i = 0; i < 3; i++) {
      run.log(row.put("loss", 1.0 / (1 + i)));
      System.out.println("logged " + row + " at " + row.getInt("_step"));
    }
    run.log(row.put("loss", 0.2), 40);
    System.out.println("logged " + row + " at " + row.get("_step").getClass());
    refuses(() -> run.log(null));
    refuses(() -> run.log(null, 41));
    run.log(row.put("loss", 0.1));
    System.out.println("logged " + row);
  }

  private static void refuses(Runnable call) {
    try {
      call.run();
      System.out.println("a row that is null was taken");
    } catch (RuntimeException e) {
      StackTraceElement where = e.getStackTrace()[0];
      System.out.println(
          "refused: " + e.getClass() + " in " + where.getClassName() + "." + where.getMethodName());
    }
  }

  private static void tells(RunRecord data) {
    System.out.println("id: " + data.getRunId());
    System.out.println("entity: " + data.getEntity());
    System.out.println("project: " + data.getProject());
    System.out.println("name: " + data.getDisplayName());
    System.out.println("notes: " + data.getNotes());
    System.out.println("group: " + data.getRunGroup());
    System.out.println("job type: " + data.getJobType());
    System.out.println("sweep id: " + data.getSweepId());
    System.out.println("host: " + data.getHost());
    System.out.println("tags: " + data.getTagsList());
    for (ConfigItem item : data.getConfig().getUpdateList()) {
      System.out.println("config: " + item.getKey() + " = " + item.getValueJson());
    }
    System.out.println("first of config: " + data.getConfig().getUpdate(0).getKey());
    Duration age =
        Duration.between(Instant.ofEpochSecond(data.getStartTime().getSeconds()), Instant.now());
    System.out.println("started lately: " + (!age.isNegative() && age.toDays() == 0));
    System.out.println(data.toBuilder().clearStartTime().build());
  }
}
