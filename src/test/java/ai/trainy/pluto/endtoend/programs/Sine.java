package ai.trainy.pluto.endtoend.programs;

import com.wandb.client.WandbRun;
import java.util.List;
import org.json.JSONObject;

/** What the official client's own example does: logs a sine. Arguments: port, rows, exit code. */
public final class Sine {
  private Sine() {}

  public static void main(String[] args) throws Exception {
    JSONObject config = new JSONObject();
    config.put("step", 0.05);
    config.put("function", "sin");
    config.put("nested", new JSONObject().put("depth", 2));
    WandbRun run =
        new WandbRun.Builder()
            .withProject("sine")
            .withName("first try")
            .withNotes("a wave")
            .withConfig(config)
            .withRunGroup("waves")
            .setJobType("demo")
            .setTags(List.of("sine", "example"))
            .onPort(Integer.parseInt(args[0]))
            .build();
    run.printRunInfo();
    int rows = Integer.parseInt(args[1]);
    for (int i = 0; i < rows; i++) {
      JSONObject row = new JSONObject();
      row.put("wave/value", Math.sin(i * 0.05));
      row.put("wave/count", i);
      run.log(row);
    }
    run.log(new JSONObject().put("wave/end", Float.valueOf(0.5f)), rows + 100);
    System.out.println("logged " + (2 * rows + 1) + " values");
    run.finish(Integer.parseInt(args[2]));
    System.out.println("finished");
    System.exit(Integer.parseInt(args[2]));
  }
}
