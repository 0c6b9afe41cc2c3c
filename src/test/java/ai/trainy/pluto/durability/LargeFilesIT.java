package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.endtoend.programs.Checkpoints;
import ai.trainy.pluto.local.FileEntry;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many large files with a small heap. In full 200 of 10 MB each, {@code -Dpluto.test.files=200}.
 */
class LargeFilesIT {
  private static final int FILES = Integer.getInteger("pluto.test.files", 4);
  private static final int BYTES = 10 << 20;

  @TempDir Path directory;

  @Test
  void everyFileArrivesWholeWithASmallHeap() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      Home home = new Home(directory, pluto.url());
      long start = System.nanoTime();
      Jvm.Ended ended = program(home).run(Checkpoints.class, FILES, BYTES);
      double seconds = (System.nanoTime() - start) / 1e9;

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout()).isEqualTo("saved\ndone\n");
      assertThat(ended.said()).as(ended.toString()).hasSize(2);
      assertArrived(pluto);
      assertThat(home.left()).isEmpty();
      System.out.printf("%d files of %d MB in %.1f s%n", FILES, BYTES >> 20, seconds);
    }
  }

  @Test
  void whatIsNotUploadedWhenTheProgramEndsIsUploadedLater() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.goDown();
      Home home = new Home(directory, pluto.url()).variable("PLUTO_FINISH_TIMEOUT_SECONDS", "0.1");
      assertThat(program(home).run(Checkpoints.class, FILES, BYTES).exitCode()).isZero();
      pluto.comeBack();

      assertThat(home.recover().sent()).isEqualTo(2L * FILES);
      assertArrived(pluto);
      assertThat(home.left()).isEmpty();
    }
  }

  private static Jvm program(Home home) {
    return home.jvm().option("-Xmx32m").withAgent().withExampleClient();
  }

  private void assertArrived(LocalPluto pluto) throws Exception {
    RunView run = pluto.run("large", "large001");
    List<FileEntry> files =
        run.files().stream()
            .sorted(Comparator.comparing(file -> number(file.logName())))
            .collect(Collectors.toList());
    assertThat(files).hasSize(FILES);
    for (int i = 0; i < FILES; i++) {
      assertThat(files.get(i).logName()).isEqualTo("save/checkpoint-" + i + ".bin");
      assertThat(files.get(i).sha256()).contains(sha256(i));
    }
    assertThat(run.points("loss")).hasSize(FILES);
    assertThat(pluto.refusals()).isEmpty();
  }

  private static int number(String name) {
    return Integer.parseInt(name.replaceAll("\\D", ""));
  }

  private String sha256(int seed) throws Exception {
    Path file = Checkpoints.write(directory.resolve("expected"), BYTES, seed);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[1 << 16];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return String.format("%064x", new BigInteger(1, digest.digest()));
  }
}
