package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.FewRows;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java made by jlink of what agents need and nothing else: no logging, no management. */
@Tag("ecosystem")
class SmallImageIT {
  @TempDir static Path directory;
  private static String java;
  private static LocalPluto pluto;

  @TempDir Path home;

  @BeforeAll
  static void makeImage() throws IOException {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    Assumptions.assumeTrue(Files.isExecutable(jlink), "no jlink in this JDK");
    Path image = directory.resolve("image");
    run(
        jlink.toString(),
        "--add-modules",
        modules(),
        "--output",
        image.toString(),
        "--strip-debug");
    java = image.resolve("bin").resolve("java").toString();
    pluto = LocalPluto.start();
  }

  /** Until 22, the elliptic curves of TLS are in a module of their own. */
  private static String modules() {
    return "java.base,java.instrument" + (Runtime.version().feature() < 22 ? ",jdk.crypto.ec" : "");
  }

  @AfterAll
  static void stop() {
    if (pluto != null) {
      pluto.close();
    }
  }

  @Test
  void aRunIsUploadedOverHttp() {
    assertUploads(jvm(pluto.url()).variable("WANDB_RUN_ID", "over-http"));
  }

  @Test
  void aRunIsUploadedOverHttps() throws IOException {
    Path store = directory.resolve("server.p12");
    Path certificate = directory.resolve("server.pem");
    keytool(store, "-genkeypair", "-alias", "server", "-dname", "CN=localhost", "-keyalg", "EC")
        .with("-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "bc:c=ca:true")
        .run();
    keytool(store, "-exportcert", "-rfc", "-alias", "server", "-file", certificate.toString())
        .run();
    try (TlsFront front = new TlsFront(store, pluto.port())) {
      assertUploads(
          jvm(front.url())
              .variable("PLUTO_CA_CERTIFICATES", certificate.toString())
              .variable("WANDB_RUN_ID", "over-https"));
    }
  }

  private void assertUploads(Jvm jvm) {
    int before = pluto.runs().size();

    Jvm.Ended ended = jvm.run(FewRows.class);

    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    assertThat(ended.stderrOfTheProgram()).isEmpty();
    assertThat(pluto.runs()).as(ended.toString()).hasSize(before + 1);
    assertThat(pluto.runs().get(before).pointCount()).isEqualTo(FewRows.ROWS);
    assertThat(pluto.runs().get(before).status()).isEqualTo("COMPLETED");
  }

  private Jvm jvm(URI url) {
    return Jvm.of(java, home).withAgent().withPluto(url).withExampleClient();
  }

  private static Command keytool(Path store, String... arguments) {
    return new Command(Path.of(System.getProperty("java.home"), "bin", "keytool").toString())
        .with("-keystore", store.toString(), "-storepass", TlsFront.PASSWORD)
        .with(arguments);
  }

  private static void run(String... command) throws IOException {
    new Command(command).run();
  }

  private static final class Command {
    private final List<String> words = new ArrayList<>();

    Command(String... words) {
      with(words);
    }

    Command with(String... more) {
      words.addAll(List.of(more));
      return this;
    }

    void run() throws IOException {
      Path out = Files.createTempFile(directory, "stdout", ".txt");
      Process process =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      assertThat(process.onExit().join().exitValue()).as(Files.readString(out)).isZero();
    }
  }
}
