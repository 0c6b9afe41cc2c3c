package ai.trainy.pluto.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link SimulatedDisk} as Java sees it: what the journal uses of a file system. */
final class SimulatedFileSystem extends FileSystem {
  /** All files are as old, and nothing that is left of a run is too new to be swept. */
  private static final FileTime MODIFIED = FileTime.fromMillis(1_767_225_600_000L);

  private final SimulatedDisk disk;
  private final Provider provider = new Provider();

  SimulatedFileSystem(SimulatedDisk disk) {
    this.disk = disk;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public Path getPath(String first, String... more) {
    List<String> names = new ArrayList<>();
    for (String part : (first + "/" + String.join("/", more)).split("/")) {
      if (!part.isEmpty()) {
        names.add(part);
      }
    }
    return new DiskPath(names, first.startsWith("/"));
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    throw new UnsupportedOperationException();
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }

  private static List<String> names(Path path) {
    return ((DiskPath) path).names;
  }

  private final class DiskPath implements Path {
    private final List<String> names;
    private final boolean absolute;
    private String text;

    DiskPath(List<String> names, boolean absolute) {
      this.names = names;
      this.absolute = absolute;
      names.forEach(disk.rules()::check);
    }

    @Override
    public FileSystem getFileSystem() {
      return SimulatedFileSystem.this;
    }

    @Override
    public boolean isAbsolute() {
      return absolute;
    }

    @Override
    public Path getRoot() {
      return absolute ? new DiskPath(List.of(), true) : null;
    }

    @Override
    public Path getFileName() {
      return names.isEmpty() ? null : getName(names.size() - 1);
    }

    @Override
    public Path getParent() {
      return names.isEmpty() || (names.size() == 1 && !absolute)
          ? null
          : new DiskPath(names.subList(0, names.size() - 1), absolute);
    }

    @Override
    public int getNameCount() {
      return names.size();
    }

    @Override
    public Path getName(int index) {
      return subpath(index, index + 1);
    }

    @Override
    public Path subpath(int from, int to) {
      return new DiskPath(names.subList(from, to), false);
    }

    @Override
    public boolean startsWith(Path other) {
      List<String> its = names(other);
      return its.size() <= names.size() && names.subList(0, its.size()).equals(its);
    }

    @Override
    public boolean endsWith(Path other) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path normalize() {
      return this;
    }

    @Override
    public Path resolve(Path other) {
      if (other.isAbsolute()) {
        return other;
      }
      return with(names(other));
    }

    private Path with(List<String> more) {
      List<String> all = new ArrayList<>(names.size() + more.size());
      all.addAll(names);
      all.addAll(more);
      return new DiskPath(all, absolute);
    }

    @Override
    public Path resolve(String other) {
      return other.startsWith("/") || other.isEmpty()
          ? resolve(getPath(other))
          : with(List.of(other.split("/")));
    }

    @Override
    public Path relativize(Path other) {
      return new DiskPath(names(other).subList(names.size(), names(other).size()), false);
    }

    @Override
    public URI toUri() {
      return URI.create("simulated:" + this);
    }

    @Override
    public Path toAbsolutePath() {
      return absolute ? this : new DiskPath(names, true);
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
      return new DiskPath(disk.real(names), true);
    }

    @Override
    public WatchKey register(
        WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterator<Path> iterator() {
      List<Path> all = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        all.add(getName(i));
      }
      return all.iterator();
    }

    @Override
    public int compareTo(Path other) {
      return toString().compareTo(other.toString());
    }

    private boolean isOn(FileSystem other) {
      return SimulatedFileSystem.this == other;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof DiskPath
          && ((DiskPath) other).isOn(SimulatedFileSystem.this)
          && ((DiskPath) other).absolute == absolute
          && ((DiskPath) other).names.equals(names);
    }

    @Override
    public int hashCode() {
      return names.hashCode();
    }

    @Override
    public String toString() {
      if (text == null) {
        text = (absolute ? "/" : "") + String.join("/", names);
      }
      return text;
    }
  }

  private final class Provider extends FileSystemProvider {
    @Override
    public String getScheme() {
      return "simulated";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      return SimulatedFileSystem.this;
    }

    @Override
    public Path getPath(URI uri) {
      return SimulatedFileSystem.this.getPath(uri.getPath());
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      SimulatedDisk.Node node;
      try {
        node = options.contains(StandardOpenOption.CREATE_NEW) ? null : disk.node(names(path));
      } catch (NoSuchFileException e) {
        if (!options.contains(StandardOpenOption.CREATE)) {
          throw e;
        }
        node = null;
      }
      if (node == null) {
        node = disk.make(names(path), false);
      }
      if (node.directory && !disk.rules().opensDirectories()) {
        throw new AccessDeniedException(path.toString());
      }
      if (node.directory && options.contains(StandardOpenOption.WRITE)) {
        throw new IOException(path + " is a directory");
      }
      if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
        disk.truncate(node, path.toString(), 0);
      }
      return new Channel(node, path.toString(), options.contains(StandardOpenOption.APPEND));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
      List<Path> all =
          disk.names(names(directory)).stream()
              .map(directory::resolve)
              .collect(Collectors.toList());
      return new DirectoryStream<>() {
        @Override
        public Iterator<Path> iterator() {
          return all.iterator();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
      disk.make(names(directory), true);
    }

    @Override
    public void delete(Path path) throws IOException {
      disk.delete(names(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
      disk.rename(names(source), names(target));
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
      return disk.node(names(one)) == disk.node(names(other));
    }

    @Override
    public boolean isHidden(Path path) {
      return false;
    }

    @Override
    public FileStore getFileStore(Path path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      disk.node(names(path));
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      return null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      return type.cast(new Attributes(disk.node(names(path)), disk.rules()));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Attributes implements BasicFileAttributes {
    private final SimulatedDisk.Node node;
    private final FileRules rules;

    Attributes(SimulatedDisk.Node node, FileRules rules) {
      this.node = node;
      this.rules = rules;
    }

    @Override
    public FileTime lastModifiedTime() {
      return MODIFIED;
    }

    @Override
    public FileTime lastAccessTime() {
      return MODIFIED;
    }

    @Override
    public FileTime creationTime() {
      return MODIFIED;
    }

    @Override
    public boolean isRegularFile() {
      return !node.directory;
    }

    @Override
    public boolean isDirectory() {
      return node.directory;
    }

    @Override
    public boolean isSymbolicLink() {
      return false;
    }

    @Override
    public boolean isOther() {
      return false;
    }

    @Override
    public long size() {
      return node.size();
    }

    @Override
    public Object fileKey() {
      return rules.hasFileKeys() ? node : null;
    }
  }

  private final class Channel extends FileChannel {
    private final SimulatedDisk.Node node;
    private final String path;
    private final boolean append;
    private long position;

    Channel(SimulatedDisk.Node node, String path, boolean append) {
      this.node = node;
      this.path = path;
      this.append = append;
      disk.opened(node);
    }

    private void checkNotLocked() throws IOException {
      if (disk.rules().locksHold() && node.lockedBy != null && node.lockedBy != this) {
        throw new IOException("another process has locked a portion of the file");
      }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int read = read(into, position);
      position += Math.max(read, 0);
      return read;
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      checkNotLocked();
      byte[] bytes = disk.read(node, path, at, into.remaining());
      into.put(bytes);
      return bytes.length == 0 ? -1 : bytes.length;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      if (append) {
        position = node.size();
      }
      int written = write(from, position);
      position += written;
      return written;
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
      checkNotLocked();
      byte[] bytes = new byte[from.remaining()];
      from.duplicate().get(bytes);
      int written = disk.write(node, path, (int) at, bytes);
      from.position(from.position() + written);
      return written;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public FileChannel position(long other) {
      position = other;
      return this;
    }

    @Override
    public long size() {
      return node.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      disk.truncate(node, path, (int) size);
      position = Math.min(position, size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      disk.sync(node, path);
    }

    @Override
    public FileLock tryLock(long at, long size, boolean shared) {
      if (node.lockedBy != null) {
        throw new OverlappingFileLockException();
      }
      node.lockedBy = this;
      return new Lock(this, shared);
    }

    private void unlock() {
      if (node.lockedBy == this) {
        node.lockedBy = null;
      }
    }

    @Override
    protected void implCloseChannel() {
      unlock();
      disk.closed(node);
    }

    @Override
    public FileLock lock(long at, long size, boolean shared) {
      return tryLock(at, size, shared);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long at, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long size) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Lock extends FileLock {
    private final Channel channel;
    private boolean valid = true;

    Lock(Channel channel, boolean shared) {
      super(channel, 0, Long.MAX_VALUE, shared);
      this.channel = channel;
    }

    @Override
    public boolean isValid() {
      return valid && channel.isOpen();
    }

    @Override
    public void release() {
      valid = false;
      channel.unlock();
    }
  }
}
