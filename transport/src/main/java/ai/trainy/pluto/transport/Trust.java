package ai.trainy.pluto.transport;

import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Who is trusted where a file of certificates is given: the authorities that the JVM trusts, and
 * those in the file. The JVM's own trust is not touched. Immutable.
 */
final class Trust {
  /** Far more than all the authorities there are. */
  private static final int MAX_BYTES = 1 << 24;

  private final X509TrustManager manager;
  private final SSLSocketFactory sockets;

  private Trust(List<Certificate> more) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int count = 0;
    for (Certificate one : manager(null).getAcceptedIssuers()) {
      store.setCertificateEntry("jvm-" + count++, one);
    }
    for (Certificate one : more) {
      store.setCertificateEntry("file-" + count++, one);
    }
    this.manager = manager(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {manager}, null);
    this.sockets = context.getSocketFactory();
  }

  /**
   * @param store null for the JVM's
   */
  private static X509TrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Stream.of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("this Java knows no certificates"));
  }

  /**
   * Reads the file that {@link Setting#CA_CERTIFICATES} names; empty, for the JVM's own trust, if
   * there is none or it cannot be used.
   *
   * @param problems is given a message if a file cannot be used
   */
  static Optional<Trust> of(Settings settings, Consumer<Notice> problems) {
    Optional<String> name = settings.text(Setting.CA_CERTIFICATES);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String fault;
    try {
      return Optional.of(new Trust(PemCertificates.in(text(Path.of(name.get())))));
    } catch (NoSuchFileException e) {
      fault = "does not exist";
    } catch (AccessDeniedException e) {
      fault = "may not be read";
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      fault = "cannot be used (" + (e.getMessage() == null ? e : e.getMessage()) + ")";
    }
    problems.accept(
        Notice.of(
            TransportMessage.CERTIFICATES_UNUSABLE,
            Setting.CA_CERTIFICATES.variable(),
            name.get(),
            fault));
    return Optional.empty();
  }

  private static String text(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      // What is of interest is ASCII; what stands between may be in any encoding.
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  SSLSocketFactory sockets() {
    return sockets;
  }

  X509TrustManager manager() {
    return manager;
  }
}
