package ai.trainy.pluto.agent.values;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.Audio;
import ai.trainy.pluto.Unloggable;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.ValueBinding;
import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** Media and the like of clients that spell things in other ways. */
class ForeignMediaTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

  @TempDir private Path directory;

  private final ForeignValues values = new ForeignValues(Bindings.values());

  /** Client classes that have one part each, whatever it is. */
  public static class Acme {
    public static class Image {
      private final Object data;

      Image(Object data) {
        this.data = data;
      }

      public Object getData() {
        return data;
      }
    }

    public static class Audio {
      private final Object samples;
      private final Object rate;

      Audio(Object samples, Object rate) {
        this.samples = samples;
        this.rate = rate;
      }

      public Object getSamples() {
        return samples;
      }

      public Object getSampleRate() {
        return rate;
      }
    }

    public static class Video {
      private final Object path;

      Video(Object path) {
        this.path = path;
      }

      public Optional<Object> path() {
        return Optional.ofNullable(path);
      }
    }

    public static class Histogram {
      private final Object values;
      private final Object bins;

      Histogram(Object values, Object bins) {
        this.values = values;
        this.bins = bins;
      }

      public Object getValues() {
        return values;
      }

      public Object getBins() {
        return bins;
      }
    }

    public static class Table {
      private final Object columns;
      private final Object data;

      Table(Object columns, Object data) {
        this.columns = columns;
        this.data = data;
      }

      public Object getColumns() {
        return columns;
      }

      public Object getData() {
        return data;
      }
    }

    public static class Artifact {
      private final Object files;

      Artifact(Object files) {
        this.files = files;
      }

      public String getName() {
        return "model";
      }

      public Object getFiles() {
        return files;
      }
    }
  }

  private String typeOf(Object value) throws IOException {
    Logged logged = Logged.of(value, directory);
    assertThat(logged.files()).as(logged.said()).hasSize(1);
    return logged.files().get(0).fileType();
  }

  private String reason(Object value) {
    Object read = values.plain(value);
    assertThat(read).isInstanceOf(Unloggable.class);
    return ((Unloggable) read).reason();
  }

  @Test
  void whatDataIsItsTypeSays() throws IOException {
    Path file = Files.write(directory.resolve("a.gif"), PNG);

    assertThat(typeOf(new Acme.Image(file))).isEqualTo("gif");
    assertThat(typeOf(new Acme.Image(file.toFile()))).isEqualTo("gif");
    assertThat(typeOf(new Acme.Image(file.toString()))).isEqualTo("gif");
    assertThat(typeOf(new Acme.Image(file.toUri()))).isEqualTo("gif");
    assertThat(typeOf(new Acme.Image(PNG))).isEqualTo("png");
    assertThat(typeOf(new Acme.Image(ByteBuffer.wrap(PNG)))).isEqualTo("png");
    assertThat(typeOf(new Acme.Image(new byte[2][2][3]))).isEqualTo("png");
    assertThat(typeOf(new Acme.Image(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY))))
        .isEqualTo("png");
  }

  @Test
  void aFormatThatIsNotSaidIsSeen() throws IOException {
    byte[] jpeg = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};

    assertThat(typeOf(new Acme.Image(jpeg))).isEqualTo("jpg");
    assertThat(typeOf(new Acme.Image("GIF89a".getBytes(UTF_8)))).isEqualTo("gif");
    assertThat(typeOf(new Acme.Image("RIFFxxxxWEBP".getBytes(UTF_8)))).isEqualTo("webp");
    assertThat(typeOf(new Acme.Image(new byte[] {1}))).isEqualTo("png");
  }

  @Test
  void imagesThatAreNone() {
    assertThat(reason(new Acme.Image(new int[3][0]))).isEqualTo("an image of 0 x 3 pixels");
    assertThat(reason(new Acme.Image(new int[][] {{1}, {1, 2}}))).contains("not all alike");
    assertThat(reason(new Acme.Image("https://acme.com/a.png")))
        .isEqualTo("an image at https://acme.com/a.png, which is no local file");
    assertThat(reason(new Acme.Image("file:///a%.png")))
        .isEqualTo("an image with a file that cannot be: file:///a%.png");
    assertThat(reason(new Acme.Image("a\0b"))).startsWith("an image with a file that cannot be");
    assertThat(reason(new Acme.Image(new Object())))
        .isEqualTo("an image made of a java.lang.Object, which cannot be read");
    assertThat(reason(new Acme.Image(new int[3]))).contains("int[]");
  }

  @Test
  void samplesInAnyType() throws IOException {
    Object[] mono = {
      new float[] {0, 1},
      new double[] {0, 1},
      new short[] {0, 1},
      List.of(0, 0.5),
      new Float[] {0f, 1f}
    };
    for (Object samples : mono) {
      assertThat(Logged.of(new Acme.Audio(samples, 8000), directory).files())
          .extracting(FileEntry::size)
          .containsExactly(44L + 4);
    }
    Object[] stereo = {
      new double[2][3],
      new short[2][3],
      List.of(new float[3], new float[3]),
      CollectionConverters.asScala(List.of(List.of(1, 2, 3), List.of(1, 2, 3))).toList()
    };
    for (Object samples : stereo) {
      assertThat(Logged.of(new Acme.Audio(samples, 8000L), directory).files())
          .extracting(FileEntry::size)
          .containsExactly(44L + 12);
    }
  }

  @Test
  void wholeNumbersAre16BitsWideInAnyType() {
    MediaFields parts = new MediaFields(null, null, new ForeignValues(List.of()));
    Object[] halves = {
      new short[] {1 << 14},
      new Short[] {1 << 14},
      new int[] {1 << 14},
      new Integer[] {1 << 14},
      new long[] {1 << 14},
      List.of(1 << 14),
      new double[] {0.5},
      List.of(0.5f)
    };
    for (Object half : halves) {
      assertThat(Samples.channels(half, parts)).isDeepEqualTo(new float[][] {{0.5f}});
    }
  }

  @Test
  void rawSamplesInBytesAreNotCalledWav() {
    ForeignValues values =
        new ForeignValues(
            List.of(
                ValueBinding.of(Raw.class.getName() + " : audio bytes=this.content()"),
                ValueBinding.of(
                    RawWav.class.getName() + " : audio bytes=this.content() format=\"wav\"")));

    assertThat(values.plain(new Raw()))
        .isInstanceOfSatisfying(
            Unloggable.class,
            sound -> assertThat(sound.reason()).contains("without a header or a format"));
    assertThat(values.plain(new RawWav())).as("the program says so").isInstanceOf(Audio.class);
  }

  @Test
  void soundsThatAreNone() {
    assertThat(reason(new Acme.Audio(new float[1], null)))
        .isEqualTo("a sound of samples without a rate");
    assertThat(reason(new Acme.Audio(new float[1], 0))).contains("at 0 Hz");
    assertThat(reason(new Acme.Audio(new float[0], 8000))).contains("0 samples");
    assertThat(reason(new Acme.Audio(Map.of(), 8000))).startsWith("a sound made of a ");
  }

  @Test
  void aPartInAnOptionalIsThatPart() throws IOException {
    Path film = Files.write(directory.resolve("a.webm"), PNG);

    assertThat(typeOf(new Acme.Video(film))).isEqualTo("webm");
  }

  @Test
  void aFileThatIsNotThereIsSaid() throws IOException {
    Logged logged = Logged.of(new Acme.Video(directory.resolve("gone.mp4")), directory);

    assertThat(logged.files()).isEmpty();
    assertThat(logged.said()).contains("value").contains("gone.mp4");
    assertThat(logged.server().pointsOfRuns()).hasSize(1);
  }

  @Test
  void samplesAreCounted() throws IOException {
    List<Object> samples = List.of(1, 2.0, 3L);

    Map<String, Object> data = Logged.of(new Acme.Histogram(samples, 2), directory).data();

    assertThat(data.get("freq")).isEqualTo(List.of(1L, 2L));
  }

  @Test
  void histogramsThatAreNone() {
    assertThat(reason(new Acme.Histogram(new double[0], null))).contains("0 values");
    assertThat(reason(new Acme.Histogram(List.of("a"), null))).startsWith("a histogram made of a ");
    assertThat(reason(new Acme.Histogram(new double[] {1}, 0))).isEqualTo("a histogram of 0 bins");
  }

  @Test
  void rowsInAnyForm() throws IOException {
    List<Object> expected = List.of(List.of(1L, 2L), List.of(3L, 4L));
    Object[] forms = {
      new int[][] {{1, 2}, {3, 4}},
      new Object[][] {{1, 2}, {3, 4}},
      List.of(List.of(1, 2), new Integer[] {3, 4}),
      CollectionConverters.asScala(List.of(List.of(1, 2), List.of(3, 4))).toList(),
      List.of(Map.of("a", 1, "b", 2), Map.of("b", 4, "a", 3))
    };
    for (Object form : forms) {
      Logged logged = Logged.of(new Acme.Table(new String[] {"a", "b"}, form), directory);

      assertThat(logged.data().get("table")).isEqualTo(expected);
    }
  }

  @Test
  void columnsThatAreNotGivenAreThoseOfTheRows() throws IOException {
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("z", 1);
    first.put("a", 2);

    Map<String, Object> data =
        Logged.of(new Acme.Table(null, List.of(first, Map.of("c", 3))), directory).data();

    assertThat(data.get("table"))
        .isEqualTo(List.of(Arrays.asList(1L, 2L, null), Arrays.asList(null, null, 3L)));
    assertThat(data.get("col").toString()).containsSubsequence("name=z", "name=a", "name=c");
  }

  @Test
  void aTableIsTheOneThatWasLogged() throws IOException {
    List<Object> row = new ArrayList<>(List.of(1));
    List<Object> rows = new ArrayList<>(List.of(row));

    Object read = values.plain(Map.of("table", new Acme.Table(List.of("a"), rows)));
    row.set(0, 2);
    rows.add(List.of(3));

    assertThat(Logged.of(((Map<?, ?>) read).get("table"), directory).data().get("table"))
        .isEqualTo(List.of(List.of(1L)));
  }

  @Test
  void tablesThatAreNone() {
    assertThat(reason(new Acme.Table(List.of("a"), List.of(List.of(1), List.of(1, 2)))))
        .isEqualTo("a table whose row 1 has 2 cells instead of 1");
    assertThat(reason(new Acme.Table(List.of("a"), List.of("text"))))
        .isEqualTo("a table whose row 0 is a java.lang.String");
  }

  @Test
  void filesOfAnArtifactInAnyForm() throws IOException {
    Path file = Files.write(directory.resolve("w.bin"), PNG);
    Object[] forms = {
      List.of(file),
      new Object[] {file.toFile()},
      List.of(file.toString()),
      Map.of("w.bin", file),
      List.of(file.toUri(), "s3://bucket/w", URI.create("https://acme.com/w")),
      List.of(file, "gs:/bucket/w", URI.create("urn:isbn:1"), URI.create("w"), new Mute())
    };
    for (Object form : forms) {
      assertThat(Logged.artifact(new Acme.Artifact(form), directory).files())
          .extracting(FileEntry::logName)
          .containsExactly("artifacts/model/w.bin");
    }
  }

  /** An entry without a file, which is not asked for its text. */
  private static final class Mute {
    @Override
    public String toString() {
      throw new IllegalStateException("not ready");
    }
  }

  @Test
  void aPathOnADriveOfWindowsIsAFile() {
    assertThat(MediaContent.localFile("C:/data/w.bin", "an artifact"))
        .isEqualTo(Path.of("C:/data/w.bin"));
  }

  @Test
  void aGetterThatFailsCostsItsValueOnly() throws IOException {
    Logged logged = Logged.of(new Failing.Image(), directory);

    assertThat(logged.files()).isEmpty();
    assertThat(logged.said())
        .contains(
            "Skipped 'value': it is a " + Failing.Image.class.getName() + " that cannot be read")
        .contains("java.lang.IllegalArgumentException");
    assertThat(logged.server().pointsOfRuns()).hasSize(1);
  }

  /** A client whose image is gone. */
  public static class Failing {
    public static class Image {
      public Object bytes() {
        throw new IllegalArgumentException("not what we say");
      }
    }
  }

  @Test
  void aClassThatOnlyHasTheNameIsPassedOn() {
    Object[] named = {
      new Named.Image(), new Named.Table(), new Acme.Image(null), new Acme.Table(List.of("a"), null)
    };

    for (Object each : named) {
      assertThat(values.plain(each)).isSameAs(each);
    }
  }

  /** As JavaFX's, say. */
  public static class Named {
    public static class Image {
      public double getWidth() {
        return 1;
      }
    }

    public static class Table {
      public String getColumns() {
        return "all";
      }
    }
  }

  /** Samples in bytes. */
  public static class Raw {
    public byte[] content() {
      return new byte[64];
    }
  }

  /** The same, by another name. */
  public static final class RawWav {
    public byte[] content() {
      return new byte[64];
    }
  }

  /** A client of quite other words. */
  public static final class Snapshot {
    public Details details() {
      return new Details();
    }
  }

  /** Behind it. */
  public static final class Details {
    public byte[] content() {
      return PNG;
    }
  }

  @Test
  void usersBindTheirOwnClasses() throws IOException {
    ForeignValues bound =
        new ForeignValues(
            List.of(
                ValueBinding.of(
                    Snapshot.class.getName()
                        + " : image bytes=this.details().content() format=\"bmp\"")));

    Logged logged = Logged.of(bound.plain(new Snapshot()), directory);

    assertThat(logged.files()).hasSize(1);
    assertThat(logged.files().get(0).type()).isEqualTo(LogType.IMAGE);
    assertThat(logged.files().get(0).fileType()).isEqualTo("bmp");
  }
}
