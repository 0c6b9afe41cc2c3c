package ai.trainy.pluto.agent;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The files that only the agent reads, in one stored entry of its jar. As entries of their own they
 * would cost every JVM: the JDK indexes all of a jar when it opens it.
 *
 * <p>The build writes it (class WriteArchive): the number of files; for each, in the order of the
 * hashes of their names, hash, position and length; and there, the length of the name, the name,
 * the length of the content, the content deflated.
 *
 * <p>It is read a thousand times before a program's first run, by code that nothing has compiled
 * yet. Hence it is read past the JDK's own streams for jars, which do several times as much for
 * each piece, and searched in a plain array.
 */
final class Archive {
  private static final String ENTRY = "pluto/archive";
  private static final int HEADER = Integer.BYTES;
  private static final int INDEXED = 3 * Integer.BYTES;

  // The end of a jar, and of what it says of each entry.
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LENGTH_AT = 12;
  private static final int POSITION_AT = 16;

  private static final int RECORD_LENGTH = 46;
  private static final int METHOD_AT = 10;
  private static final int STORED = 0;
  private static final int NAME_LENGTH_AT = 28;
  private static final int EXTRA_LENGTH_AT = 30;
  private static final int COMMENT_LENGTH_AT = 32;
  private static final int HEADER_AT = 42;

  private static final int LOCAL_LENGTH = 30;
  private static final int LOCAL_NAME_LENGTH_AT = 26;
  private static final int LOCAL_EXTRA_LENGTH_AT = 28;

  private final RandomAccessFile jar;
  private final long start;
  private final byte[] index;
  private final Inflater inflater = new Inflater(true);

  /** The archive in the agent's jar; open as long as the JVM runs. */
  Archive(File jar) throws IOException {
    this.jar = new RandomAccessFile(jar, "r");
    this.start = contentOf(this.jar, ENTRY);
    int files = intAt(bytes(0, HEADER), 0);
    this.index = bytes(HEADER, files * INDEXED);
  }

  /** The content of a file; null if there is none of that name. */
  synchronized byte[] read(String name) throws IOException {
    int hash = name.hashCode();
    for (int i = first(hash); i < index.length && intAt(index, i) == hash; i += INDEXED) {
      byte[] file = bytes(intAt(index, i + Integer.BYTES), intAt(index, i + 2 * Integer.BYTES));
      int nameEnd = Short.BYTES + (((file[0] & 0xFF) << 8) | (file[1] & 0xFF));
      // No name has any other characters, and these need no decoding.
      String found =
          new String(file, Short.BYTES, nameEnd - Short.BYTES, StandardCharsets.ISO_8859_1);
      if (name.equals(found)) {
        return inflated(file, nameEnd + Integer.BYTES, intAt(file, nameEnd));
      }
    }
    return null;
  }

  /** Where in the index the first hash is that is not less. */
  private int first(int hash) {
    int low = 0;
    int high = index.length / INDEXED;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (intAt(index, middle * INDEXED) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low * INDEXED;
  }

  private static int intAt(byte[] bytes, int i) {
    return (bytes[i] << 24)
        | ((bytes[i + 1] & 0xFF) << 16)
        | ((bytes[i + 2] & 0xFF) << 8)
        | (bytes[i + 3] & 0xFF);
  }

  private byte[] bytes(int position, int length) throws IOException {
    return bytes(jar, start + position, length);
  }

  private static byte[] bytes(RandomAccessFile jar, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    jar.seek(position);
    jar.readFully(bytes);
    return bytes;
  }

  private byte[] inflated(byte[] file, int start, int length) throws IOException {
    byte[] content = new byte[length];
    inflater.reset();
    inflater.setInput(file, start, file.length - start);
    try {
      if (inflater.inflate(content) != length) {
        throw new IOException("the agent's jar is broken");
      }
    } catch (DataFormatException e) {
      throw new IOException("the agent's jar is broken", e);
    }
    return content;
  }

  /** Where the content of a stored entry begins. */
  private static long contentOf(RandomAccessFile jar, String entry) throws IOException {
    byte[] end = bytes(jar, jar.length() - END_LENGTH, END_LENGTH);
    if (int4(end, 0) != END) {
      throw new IOException("the agent's jar is cut off, or was written anew");
    }
    byte[] records = bytes(jar, int4(end, POSITION_AT), int4(end, LENGTH_AT));
    int i = 0;
    while (i < records.length) {
      int nameLength = int2(records, i + NAME_LENGTH_AT);
      String name = new String(records, i + RECORD_LENGTH, nameLength, StandardCharsets.ISO_8859_1);
      if (name.equals(entry) && int2(records, i + METHOD_AT) == STORED) {
        long header = int4(records, i + HEADER_AT);
        byte[] local = bytes(jar, header, LOCAL_LENGTH);
        return header
            + LOCAL_LENGTH
            + int2(local, LOCAL_NAME_LENGTH_AT)
            + int2(local, LOCAL_EXTRA_LENGTH_AT);
      }
      i +=
          RECORD_LENGTH
              + nameLength
              + int2(records, i + EXTRA_LENGTH_AT)
              + int2(records, i + COMMENT_LENGTH_AT);
    }
    throw new IOException("the agent's jar has no stored " + entry);
  }

  private static int int2(byte[] bytes, int i) {
    return (bytes[i] & 0xFF) | ((bytes[i + 1] & 0xFF) << 8);
  }

  private static int int4(byte[] bytes, int i) {
    return int2(bytes, i) | (int2(bytes, i + 2) << 16);
  }
}
