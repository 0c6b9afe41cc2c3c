package lab.training;

import java.util.Map;
import lab.client.Tracker;

/** A program that is a named module. Argument: the run's id. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Tracker run = Tracker.open(Map.of("project", "modules", "id", args[0]));
    run.log(Map.of("loss", 0.5));
    run.log(Map.of("loss", 0.25));
    run.finish();
    System.out.println(Main.class.getModule() + " reads " + Tracker.class.getModule());
    System.out.println(Tracker.class.getModule().getDescriptor().requires());
  }
}
