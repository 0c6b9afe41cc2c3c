package ai.trainy.pluto.agent;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files that only the agent reads, in one stored entry of its jar. As entries of their own they
 * would cost every JVM: the JDK indexes all of a jar when it opens it.
 *
 * <p>The build writes it (class WriteArchive): the number of files; for each, in the order of the
 * hashes of their names, hash, position and length; and there, the length of the name, the name,
 * the length of the content, the content deflated.
 */
final class Archive {
  private static final String ENTRY = "pluto/archive";
  private static final int HEADER = Integer.BYTES;
  private static final int INDEXED = 3 * Integer.BYTES;

  private final ZipFile jar;
  private final ZipEntry entry;
  private final ByteBuffer index;
  private final Inflater inflater = new Inflater(true);

  /** The archive in the agent's jar; open as long as the JVM runs. */
  Archive(File jar) throws IOException {
    this.jar = new ZipFile(jar);
    this.entry = this.jar.getEntry(ENTRY);
    if (entry == null) {
      throw new IOException(jar + " has no " + ENTRY);
    }
    int files = ByteBuffer.wrap(bytes(0, HEADER)).getInt();
    this.index = ByteBuffer.wrap(bytes(HEADER, files * INDEXED));
  }

  /** The content of a file; null if there is none of that name. */
  byte[] read(String name) throws IOException {
    int hash = name.hashCode();
    for (int i = first(hash); i < index.limit() && index.getInt(i) == hash; i += INDEXED) {
      byte[] file = bytes(index.getInt(i + Integer.BYTES), index.getInt(i + 2 * Integer.BYTES));
      ByteBuffer head = ByteBuffer.wrap(file);
      int nameEnd = Short.BYTES + head.getShort(0);
      if (name.equals(
          new String(file, Short.BYTES, nameEnd - Short.BYTES, StandardCharsets.UTF_8))) {
        return inflated(file, nameEnd + Integer.BYTES, head.getInt(nameEnd));
      }
    }
    return null;
  }

  /** Where in the index the first hash is that is not less. */
  private int first(int hash) {
    int low = 0;
    int high = index.limit() / INDEXED;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (index.getInt(middle * INDEXED) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low * INDEXED;
  }

  private byte[] bytes(int position, int length) throws IOException {
    byte[] bytes = new byte[length];
    // Of an entry that is stored, skipping reads nothing.
    try (InputStream in = jar.getInputStream(entry)) {
      if (in.skip(position) != position) {
        throw new IOException("the agent's jar is cut off");
      }
      new DataInputStream(in).readFully(bytes);
    }
    return bytes;
  }

  private synchronized byte[] inflated(byte[] file, int start, int length) throws IOException {
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
}
