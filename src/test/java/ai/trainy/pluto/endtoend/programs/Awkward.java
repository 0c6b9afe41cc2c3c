package ai.trainy.pluto.endtoend.programs;

import com.wandb.client.WandbRun;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;

/** Gives wandb what Pluto cannot hold, between rows that it can. Argument: port. */
public final class Awkward {
  private Awkward() {}

  public static void main(String[] args) throws Exception {
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      tags.add("tag-" + i);
    }
    WandbRun run =
        new WandbRun.Builder()
            .withProject("p".repeat(400))
            .withName("n\u00e4me \ud83e\udd89")
            .setTags(tags)
            .onPort(Integer.parseInt(args[0]))
            .build();
    run.log(new JSONObject().put("loss", 1.0), 1);
    run.log(new JSONObject().put("loss", 2.0), -2);
    run.log(new JSONObject().put("", 3.0).put("loss", 3.0), 3);
    run.log(new JSONObject().put("l\u00f6ss \ud83e\udd89", 4.0).put("loss", 4.0), 4);
    run.log(new JSONObject().put("note", "a text").put("loss", 5.0), 5);
    run.finish();
    System.out.println("done");
  }
}
