package lab.plots;

import java.nio.file.Path;

/** A picture whose parts have names that only a binding knows. */
public final class Picture {
  private final Path location;

  public Picture(Path location) {
    this.location = location;
  }

  public Path location() {
    return location;
  }

  public String title() {
    return "an owl";
  }
}
