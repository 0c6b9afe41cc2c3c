package ai.trainy.pluto.benchmark.programs;

/** Loads the classes of a wandb client and does nothing with them. */
public final class ClientLoads {
  private ClientLoads() {}

  public static void main(String[] args) throws ClassNotFoundException {
    Spent spent = new Spent();
    Class.forName("com.wandb.client.WandbRun$Builder");
    Class.forName("com.wandb.client.WandbRun");
    spent.print("load");
  }
}
