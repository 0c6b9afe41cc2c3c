package ai.trainy.pluto.agent.survey;

/** A class that by its name belongs to a wandb client, and that no binding describes. */
public final class UnboundClass {
  private final String name;
  private final String place;

  UnboundClass(String name, String place) {
    this.name = name;
    this.place = place;
  }

  public String name() {
    return name;
  }

  /** Where it is, such as {@code app.jar!/BOOT-INF/classes}. */
  public String place() {
    return place;
  }
}
