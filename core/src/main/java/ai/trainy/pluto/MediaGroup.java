package ai.trainy.pluto;

import java.util.List;

/**
 * Media logged under one name in one call: a single one, or the elements of a list in their order.
 */
final class MediaGroup {
  private final String name;
  private final List<Media> media;

  MediaGroup(String name, List<Media> media) {
    this.name = name;
    this.media = media;
  }

  /** Returns the name that the program uses. */
  String name() {
    return name;
  }

  List<Media> media() {
    return media;
  }
}
