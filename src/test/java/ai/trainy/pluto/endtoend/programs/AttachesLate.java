package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import com.sun.tools.attach.VirtualMachine;
import com.wandb.client.WandbRun;
import java.util.Map;
import org.json.JSONObject;

/**
 * Has the agent attached to itself while a run of one client is open and the other client was never
 * used. Arguments: the agent's jar; a port for the other client.
 */
public final class AttachesLate {
  public static final String PROJECT = "late";

  private AttachesLate() {}

  public static void main(String[] args) throws Exception {
    Run before = open("before");
    before.log(Map.of("loss", 3));
    attach(args[0]);
    before.log(Map.of("loss", 2));
    before.log(Map.of("loss", 1));
    Run after = open("after");
    after.log(Map.of("loss", 2));
    after.log(Map.of("loss", 1));
    after.finish();
    before.finish();

    WandbRun other =
        new WandbRun.Builder()
            .withProject(PROJECT)
            .withName("other")
            .onPort(Integer.parseInt(args[1]))
            .build();
    other.log(new JSONObject().put("loss", 1));
    other.finish();
    System.out.println("done");
  }

  private static Run open(String name) {
    return Wandb.init(InitOptions.builder().project(PROJECT).name(name).build());
  }

  private static void attach(String jar) throws Exception {
    VirtualMachine self = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
    try {
      self.loadAgent(jar);
    } finally {
      self.detach();
    }
  }
}
