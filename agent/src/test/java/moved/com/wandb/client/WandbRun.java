package moved.com.wandb.client;

/** Has the names of the official client's classes, in a package where a fat jar may move them. */
public final class WandbRun {
  private WandbRun() {}

  public static final class Builder {}
}
