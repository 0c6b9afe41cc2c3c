import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A step of the build: puts the files of a folder into one, in the form that class Archive reads.
 */
final class WriteArchive {
  private static final int HEADER = Integer.BYTES;
  private static final int INDEXED = 3 * Integer.BYTES;

  private WriteArchive() {}

  /**
   * @param arguments the folder, and the file to write
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<String> names = names(folder);
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    ByteArrayOutputStream files = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(index);
    int start = HEADER + names.size() * INDEXED;
    out.writeInt(names.size());
    for (String name : names) {
      byte[] file = file(name, Files.readAllBytes(folder.resolve(name)));
      out.writeInt(name.hashCode());
      out.writeInt(start + files.size());
      out.writeInt(file.length);
      files.write(file);
    }
    index.write(files.toByteArray());
    Files.write(Path.of(arguments[1]), index.toByteArray());
  }

  /** In the order of their hashes; of those with the same, in their own. */
  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted(Comparator.comparing(String::hashCode).thenComparing(name -> name))
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  private static byte[] file(String name, byte[] content) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    out.writeShort(nameBytes.length);
    out.write(nameBytes);
    out.writeInt(content.length);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
      deflated.write(content);
    } finally {
      deflater.end();
    }
    return file.toByteArray();
  }
}
