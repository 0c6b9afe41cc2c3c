package ai.trainy.pluto.route;

/**
 * The key of a file in object storage: {@code organization/project/run/log name/file name}, 1,024
 * bytes at most (the protocol, sections 9.2 and 20b). Divides that room: what it cannot hold, it
 * takes from names, since storage would refuse the whole file.
 */
public final class FileKey {
  private static final int MAX_BYTES = 1024;

  /** The server's own ids, of which 36 and 19 characters have been seen, and four slashes. */
  private static final int ORGANIZATION_AND_RUN = 48 + 20 + 4;

  /** Something random, an extension and what there is room for of a caption. */
  private static final int MIN_FILE_NAME = 64;

  private static final int MAX_FILE_NAME = 200;

  private final int room;

  /**
   * @param project the project's name as the server has it
   */
  public FileKey(String project) {
    this.room = MAX_BYTES - ORGANIZATION_AND_RUN - project.length();
  }

  /** Returns the name files are logged under: the same for all files of one name. */
  public String logName(String given) {
    return HeldName.ofFiles(given, room - MIN_FILE_NAME);
  }

  /**
   * Returns the name of a file in storage, which no other file has.
   *
   * @param logName what {@link #logName} returned
   * @param caption what people know the file by; may be empty
   * @param extension without the dot; empty if there is none
   */
  public String fileName(String logName, String caption, String extension) {
    int left = room - Utf8.length(logName, room);
    return FileName.unique(caption, extension, Math.min(left, MAX_FILE_NAME));
  }
}
