package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An authority that nobody trusts, and a server on this machine whose certificate is by it. */
final class TestAuthority {
  private static final String PASSWORD = "changeit";

  private final Path store;
  private final Path pem;

  /**
   * Made by the JDK's own tool.
   *
   * @param directory takes its files
   */
  TestAuthority(Path directory) throws IOException, InterruptedException {
    this(directory, "-0d");
  }

  /**
   * @param serverSince from when on the server's certificate is good, for two days, in the words of
   *     keytool
   */
  TestAuthority(Path directory, String serverSince) throws IOException, InterruptedException {
    this.store = directory.resolve("server.p12");
    this.pem = directory.resolve("authority.pem");
    keytool("-genkeypair", "-alias", "authority", "-dname", "CN=Authority of a test")
        .with("-ext", "bc:c=ca:true", "-keyalg", "EC", "-validity", "2")
        .run();
    keytool("-exportcert", "-rfc", "-alias", "authority", "-file", pem.toString()).run();
    keytool("-genkeypair", "-alias", "server", "-dname", "CN=localhost", "-signer", "authority")
        .with("-ext", "san=dns:localhost,ip:127.0.0.1", "-keyalg", "EC", "-validity", "2")
        .with("-startdate", serverSince)
        .run();
    // A server takes the first key it finds.
    keytool("-delete", "-alias", "authority").run();
  }

  private Keytool keytool(String... arguments) {
    return new Keytool()
        .with(Path.of(System.getProperty("java.home"), "bin", "keytool").toString())
        .with(arguments)
        .with("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD);
  }

  /** Its own certificate. */
  Path pem() {
    return pem;
  }

  /** A server of {@code https} that has been started. */
  WireMockServer server() {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(store.toString())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
    server.start();
    return server;
  }

  /** One call of it. */
  private static final class Keytool {
    private final List<String> command = new ArrayList<>();

    Keytool with(String... arguments) {
      command.addAll(List.of(arguments));
      return this;
    }

    void run() throws IOException, InterruptedException {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    }
  }
}
