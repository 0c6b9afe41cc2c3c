package ai.trainy.pluto.endtoend.programs;

import com.wandb.client.WandbRun;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;

/**
 * Goes wrong, after one good row, in the ways its arguments say: what a user sees of it must not
 * depend on the agent. Arguments: pairs of a port and a way. It catches what each throws and prints
 * it, except for the last, which is the program's end.
 */
public final class Failing {
  /** Of a run that is collected before it is finished, the client's library complains. */
  private final List<WandbRun> runs = new ArrayList<>();

  private Failing() {}

  public static void main(String[] args) throws Exception {
    Failing program = new Failing();
    int last = args.length - 2;
    for (int i = 0; i < last; i += 2) {
      try {
        program.fail(Integer.parseInt(args[i]), args[i + 1]);
        System.out.println(args[i + 1] + " did not throw");
      } catch (RuntimeException e) {
        System.out.println(args[i + 1] + " threw " + e);
        e.printStackTrace();
      }
    }
    program.fail(Integer.parseInt(args[last]), args[last + 1]);
  }

  private void fail(int port, String how) throws Exception {
    WandbRun.Builder builder = new WandbRun.Builder().withProject("failing").onPort(port);
    switch (how) {
      case "null-project":
        builder.withProject(null);
        break;
      case "null-config":
        builder.withConfig(null);
        break;
      default:
    }
    WandbRun run = builder.build();
    runs.add(run);
    run.log(new JSONObject().put("good", 1));
    switch (how) {
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
        throw new IllegalArgumentException(how);
    }
  }
}
