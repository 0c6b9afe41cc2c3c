package ai.trainy.pluto.journal;

import java.io.IOException;

/** A file that is another one, but for what a test changes. */
abstract class ForwardingDiskFile implements DiskFile {
  private final DiskFile file;

  ForwardingDiskFile(DiskFile file) {
    this.file = file;
  }

  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public void cut(long length) throws IOException {
    file.cut(length);
  }

  @Override
  public int read(long at, byte[] into, int offset, int length) throws IOException {
    return file.read(at, into, offset, length);
  }

  @Override
  public void write(long at, byte[] bytes, int length) throws IOException {
    file.write(at, bytes, length);
  }

  @Override
  public void append(byte[] bytes, int length) throws IOException {
    file.append(bytes, length);
  }

  @Override
  public void sync() throws IOException {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
