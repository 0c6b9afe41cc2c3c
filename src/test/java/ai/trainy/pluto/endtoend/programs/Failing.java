package ai.trainy.pluto.endtoend.programs;

import com.wandb.client.WandbRun;
import org.json.JSONObject;

/**
 * Goes wrong in the way its second argument says, after one good row: what a user sees of it must
 * not depend on the agent.
 */
public final class Failing {
  private Failing() {}

  public static void main(String[] args) throws Exception {
    WandbRun.Builder builder =
        new WandbRun.Builder().withProject("failing").onPort(Integer.parseInt(args[0]));
    switch (args[1]) {
      case "null-project":
        builder.withProject(null);
        break;
      case "null-config":
        builder.withConfig(null);
        break;
      default:
    }
    WandbRun run = builder.build();
    run.log(new JSONObject().put("good", 1));
    switch (args[1]) {
      case "null-row":
        run.log(null);
        break;
      case "null-row-at-step":
        run.log(null, 5);
        break;
      case "uncaught":
        throw new IllegalStateException("the training diverged");
      case "log-after-finish":
        run.finish();
        run.log(new JSONObject().put("late", 1));
        break;
      case "exit-without-finish":
        System.exit(7);
        break;
      default:
        throw new IllegalArgumentException(args[1]);
    }
  }
}
