package ai.trainy.pluto.agent.weave;

/** The public shapes of the official client, and the one that only its manual had. */
public enum Shape {
  A("done", false),
  A2("done", false),
  B("done", false),
  C("done", false),
  D("done", true),
  E("finish", true),
  F("finish", true),
  DOCS("finish", true);

  private final String finish;
  private final boolean takesTagLists;

  Shape(String finish, boolean takesTagLists) {
    this.finish = finish;
    this.takesTagLists = takesTagLists;
  }

  /** How the run is ended with an exit code. */
  String finish() {
    return finish;
  }

  /** Whether the builder takes a list of tags, and not one at a time. */
  boolean takesTagLists() {
    return takesTagLists;
  }
}
