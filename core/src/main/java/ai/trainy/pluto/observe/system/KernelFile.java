package ai.trainy.pluto.observe.system;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A file of the kernel's that is read again and again, line by line and number by number. The bytes
 * are looked at where they are: what nobody asks for is not made into texts, which in a program
 * that idles is what a sample would cost most for. Used by one thread.
 *
 * <p>It is opened anew each time: to keep it open would save some microseconds, hold a descriptor
 * of the program's, and go on reading a control group that the process has left.
 */
final class KernelFile {
  private static final int FIRST_BYTES = 4 << 10;

  /** More than the largest machine's; what comes after it is not looked at. */
  private static final int MOST_BYTES = 1 << 20;

  private final File file;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;
  private int position;
  private boolean begun;

  KernelFile(File file) {
    this.file = file;
  }

  /** Reads it anew, whole, since the kernel makes it anew for each reader. */
  void read() throws IOException {
    length = 0;
    position = 0;
    begun = false;
    try (FileInputStream in = new FileInputStream(file)) {
      int count = in.read(bytes, 0, bytes.length);
      while (count > 0 && length + count < MOST_BYTES) {
        length += count;
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
        count = in.read(bytes, length, bytes.length - length);
      }
    }
  }

  /** Goes to the beginning of the first line, or of the next one; false if there is none. */
  boolean nextLine() {
    if (begun) {
      position = endOfLine() + 1;
    }
    begun = true;
    return position < length;
  }

  private int endOfLine() {
    int end = position;
    while (end < length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Goes to the line that begins with a text, and past that; false if there is none. */
  boolean nextLine(String beginning) {
    while (nextLine()) {
      if (skip(beginning)) {
        return true;
      }
    }
    return false;
  }

  /** Goes past a text, if it is what comes next. */
  boolean skip(String text) {
    int count = text.length();
    if (count > length - position) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (bytes[position + i] != text.charAt(i)) {
        return false;
      }
    }
    position += count;
    return true;
  }

  /** Goes past the last of these characters in the line; false if there is none. */
  boolean skipPastLast(char character) {
    for (int i = endOfLine() - 1; i >= position; i--) {
      if (bytes[i] == character) {
        position = i + 1;
        return true;
      }
    }
    return false;
  }

  /** The number that comes next in the line, behind blanks; -1 if that is not what comes next. */
  long number() {
    int at = position;
    while (at < length && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    int first = at;
    long number = 0;
    while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
      number = 10 * number + bytes[at] - '0';
      at++;
    }
    if (at == first) {
      return -1;
    }
    position = at;
    return number;
  }

  /** The number that the file begins with; -1 if there is no such file, or no number. */
  long onlyNumber() {
    try {
      read();
      return nextLine() ? number() : -1;
    } catch (IOException none) {
      return -1;
    }
  }
}
