package ai.trainy.pluto.durability.programs;

import com.wandb.client.WandbRun;
import org.json.JSONObject;

/** Logs through the wandb client, on and on, and tells of every row. Argument: port. */
public final class Client {
  private Client() {}

  public static void main(String[] args) throws Exception {
    WandbRun run =
        new WandbRun.Builder().withProject("durability").onPort(Integer.parseInt(args[0])).build();
    Voice.tell("open");
    for (int step = 1; ; step++) {
      run.log(new JSONObject(Row.of(0, 2, step)), step);
      Voice.tellLogged(0, step);
    }
  }
}
