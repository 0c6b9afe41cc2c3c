package ai.trainy.pluto.journal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An open file. A {@link RandomAccessFile} wherever that is possible: no interrupt closes it, and
 * it needs none of the direct memory that a program may have used up. It knows the usual file
 * system only; on any other, a simulated one say, a channel is used.
 */
interface DiskFile extends Closeable {
  /**
   * Opens a file for reading.
   *
   * @throws java.io.FileNotFoundException if it is not there, or cannot be opened
   * @throws NoSuchFileException if it is not there
   */
  static DiskFile read(Path file) throws IOException {
    return isUsual(file)
        ? new Usual(new RandomAccessFile(file.toFile(), "r"))
        : new OfChannel(FileChannel.open(file, StandardOpenOption.READ));
  }

  /** Opens a file for reading and writing, and makes it if it is not there. */
  static DiskFile write(Path file) throws IOException {
    OwnerOnly.createFile(file);
    return isUsual(file)
        ? new Usual(new RandomAccessFile(file.toFile(), "rw"))
        : new OfChannel(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  private static boolean isUsual(Path file) {
    return file.getFileSystem() == FileSystems.getDefault();
  }

  long length() throws IOException;

  /** Changes the length to a smaller one. */
  void cut(long length) throws IOException;

  /**
   * Reads some of the bytes from a place on.
   *
   * @return how many; -1 if the file ends there
   */
  int read(long at, byte[] into, int offset, int length) throws IOException;

  /**
   * Fills an array from a place on.
   *
   * @throws EOFException if the file ends before
   */
  default void readFully(long at, byte[] into) throws IOException {
    for (int have = 0; have < into.length; ) {
      int read = read(at + have, into, have, into.length - have);
      if (read < 0) {
        throw new EOFException();
      }
      have += read;
    }
  }

  void write(long at, byte[] bytes, int length) throws IOException;

  /** Writes behind what was last written so; at first at the beginning, after a cut at the end. */
  void append(byte[] bytes, int length) throws IOException;

  /** Returns when what was written is on the disk itself. */
  void sync() throws IOException;

  /** A file of the system. */
  final class Usual implements DiskFile {
    private final RandomAccessFile file;

    private Usual(RandomAccessFile file) {
      this.file = file;
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public void cut(long length) throws IOException {
      file.setLength(length);
      file.seek(length);
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
      file.seek(at);
      return file.read(into, offset, length);
    }

    @Override
    public void write(long at, byte[] bytes, int length) throws IOException {
      file.seek(at);
      file.write(bytes, 0, length);
    }

    @Override
    public void append(byte[] bytes, int length) throws IOException {
      file.write(bytes, 0, length);
    }

    @Override
    public void sync() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** A file of any other file system. */
  final class OfChannel implements DiskFile {
    private final FileChannel channel;

    private OfChannel(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public long length() throws IOException {
      return channel.size();
    }

    @Override
    public void cut(long length) throws IOException {
      channel.truncate(length);
      channel.position(length);
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
      return channel.read(ByteBuffer.wrap(into, offset, length), at);
    }

    @Override
    public void write(long at, byte[] bytes, int length) throws IOException {
      ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
      while (from.hasRemaining()) {
        channel.write(from, at + from.position());
      }
    }

    @Override
    public void append(byte[] bytes, int length) throws IOException {
      ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
      while (from.hasRemaining()) {
        channel.write(from);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
