package ai.trainy.pluto;

import java.util.List;

/** Media logged under one name at once: one, or those of a list, in its order. */
final class MediaGroup {
  private final String name;
  private final List<Media> media;

  MediaGroup(String name, List<Media> media) {
    this.name = name;
    this.media = media;
  }

  /** As the program has it. */
  String name() {
    return name;
  }

  List<Media> media() {
    return media;
  }
}
