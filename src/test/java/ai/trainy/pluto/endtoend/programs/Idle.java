package ai.trainy.pluto.endtoend.programs;

/** Knows no wandb client and does nothing for as many milliseconds as its argument says. */
public final class Idle {
  private Idle() {}

  public static void main(String[] args) throws InterruptedException {
    Thread.sleep(Long.parseLong(args[0]));
    System.out.println("idled");
  }
}
