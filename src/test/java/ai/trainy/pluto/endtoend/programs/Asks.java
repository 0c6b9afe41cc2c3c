package ai.trainy.pluto.endtoend.programs;

import com.wandb.client.WandbRun;
import com.wandb.grpc.WandbServer.RunRecord;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import org.json.JSONObject;

/**
 * Starts a run of the official client with nothing but what its environment says, and prints what
 * the client answers. Waits for a line of input before it ends. Argument: port.
 */
public final class Asks {
  private Asks() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    WandbRun run = new WandbRun.Builder().onPort(Integer.parseInt(args[0])).build();
    RunRecord record = run.data();
    System.out.println("project=" + record.getProject());
    System.out.println("id=" + record.getRunId());
    System.out.println("name=" + record.getDisplayName());
    System.out.println("entity=" + record.getEntity());
    System.out.println("group=" + record.getRunGroup());
    System.out.println("job type=" + record.getJobType());
    System.out.println("notes=" + record.getNotes());
    System.out.println("tags=" + record.getTagsList());
    System.out.println("host=" + record.getHost());
    System.out.println("log=" + (run.log(new JSONObject().put("loss", 1)) != null));
    System.out.println("log=" + (run.log(new JSONObject().put("loss", 2), 40) != null));
    System.out.println("log=" + (run.log(new JSONObject().put("loss", 3)) != null));
    System.out.println("in a set=" + new HashSet<>(List.of(run)).contains(run));
    System.out.println("text=" + !run.toString().isEmpty());
    System.out.println("same stdout=" + (System.out == out));
    System.out.println("asked");
    System.in.read();
    run.finish();
    System.out.println("finished");
  }
}
