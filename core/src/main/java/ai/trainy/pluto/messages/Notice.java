package ai.trainy.pluto.messages;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A message with its arguments, found in one place and said in another. Immutable. */
public final class Notice {
  private final Message message;
  private final Object[] arguments;

  private Notice(Message message, Object[] arguments) {
    this.message = message;
    this.arguments = arguments;
  }

  /**
   * Makes one of a message.
   *
   * @param arguments in the order of their places in the text
   */
  public static Notice of(Message message, Object... arguments) {
    return new Notice(message, arguments.clone());
  }

  /** The constant. */
  public Message message() {
    return message;
  }

  Object[] arguments() {
    return arguments;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Notice
        && message == ((Notice) other).message
        && Arrays.equals(arguments, ((Notice) other).arguments);
  }

  @Override
  public int hashCode() {
    return 31 * message.hashCode() + Arrays.hashCode(arguments);
  }

  /** The text. */
  @Override
  public String toString() {
    return message.text(arguments);
  }
}
