package ai.trainy.pluto.transport;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import okhttp3.tls.HeldCertificate;

/** An authority that nobody trusts, and a server on this machine whose certificate is by it. */
final class TestAuthority {
  private static final String PASSWORD = "changeit";

  private final Path store;
  private final Path pem;

  /**
   * @param directory takes its files
   */
  TestAuthority(Path directory) throws IOException, GeneralSecurityException {
    this(directory, Instant.now().minus(Duration.ofDays(1)));
  }

  /**
   * @param serverSince from when on the server's certificate is good, for two days
   */
  TestAuthority(Path directory, Instant serverSince) throws IOException, GeneralSecurityException {
    this.store = directory.resolve("server.p12");
    HeldCertificate authority =
        new HeldCertificate.Builder()
            .commonName("Authority of a test")
            .certificateAuthority(0)
            .build();
    this.pem = Files.writeString(directory.resolve("authority.pem"), authority.certificatePem());
    HeldCertificate server =
        new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .signedBy(authority)
            .validityInterval(
                serverSince.toEpochMilli(), serverSince.plus(Duration.ofDays(2)).toEpochMilli())
            .build();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "server",
        server.keyPair().getPrivate(),
        PASSWORD.toCharArray(),
        new Certificate[] {server.certificate(), authority.certificate()});
    try (OutputStream out = Files.newOutputStream(store)) {
      keys.store(out, PASSWORD.toCharArray());
    }
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
}
