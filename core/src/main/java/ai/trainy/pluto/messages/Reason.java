package ai.trainy.pluto.messages;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why something failed, for people. */
public final class Reason {
  private Reason() {}

  /**
   * Returns what an exception says; never "null", and never a path alone, as exceptions of the file
   * system do.
   */
  public static String of(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    if (failure instanceof FileSystemException
        && ((FileSystemException) failure).getReason() == null) {
      return kind(failure) + ": " + message;
    }
    return message;
  }

  private static String kind(Throwable failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof NotDirectoryException) {
      return "not a directory";
    }
    return failure instanceof FileAlreadyExistsException
        ? "already exists"
        : failure.getClass().getSimpleName();
  }
}
