package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of certificates, good and bad. */
class TrustTest {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
  private static final String END = "-----END CERTIFICATE-----\n";

  @TempDir static Path work;

  private static String one;
  private static String another;

  private final List<String> problems = new ArrayList<>();

  @BeforeAll
  static void makeAuthorities() throws Exception {
    one = pem("one");
    another = pem("another");
  }

  private static String pem(String name) throws Exception {
    Path directory = Files.createDirectory(work.resolve(name));
    return Files.readString(new TestAuthority(directory).pem());
  }

  @Test
  void allOfTheFileIsTrustedAndAllThatTheJvmTrusts() throws IOException {
    Path file =
        Files.write(
            work.resolve("both.pem"),
            ("# caf\u00e9 \n" + one + "\nsubject=/CN=x\r\n" + another.replace("\n", "\r\n"))
                .getBytes(StandardCharsets.ISO_8859_1));

    Optional<Trust> trust = trust(file.toString());

    assertThat(problems).isEmpty();
    List<X509Certificate> trusted =
        Arrays.asList(trust.orElseThrow().manager().getAcceptedIssuers());
    X509Certificate[] ofTheJvm = new OkHttpClient().x509TrustManager().getAcceptedIssuers();
    assertThat(trusted).contains(ofTheJvm);
    assertThat(trusted)
        .filteredOn(each -> each.getSubjectX500Principal().getName().contains("of a test"))
        .hasSize(2);
  }

  @Test
  void theSameCertificateTwiceDoesNoHarm() throws IOException {
    Path file = Files.writeString(work.resolve("twice.pem"), one + one);

    assertThat(trust(file.toString())).isPresent();
    assertThat(problems).isEmpty();
  }

  @Test
  void withoutAFileTheJvmDecides() {
    assertThat(Trust.of(Wire.settings(Map.of()), Wire::complain)).isEmpty();
  }

  @Test
  void aFileThatIsMissingIsSaid() {
    String file = work.resolve("nowhere.pem").toString();

    assertThat(trust(file)).isEmpty();
    assertThat(problems)
        .containsExactly(
            "PLUTO_CA_CERTIFICATES: "
                + file
                + " does not exist; only the authorities that this Java knows are trusted.");
  }

  @Test
  void aDirectoryIsSaid() {
    assertThat(trust(work.toString())).isEmpty();
    assertThat(problems)
        .containsExactly(
            "PLUTO_CA_CERTIFICATES: "
                + work
                + " cannot be used (it is a directory); only the authorities that this Java knows"
                + " are trusted.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                    | there is no -----BEGIN CERTIFICATE----- in it",
        "no such thing         | there is no -----BEGIN CERTIFICATE----- in it",
        "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY----- | there is no -----BEGIN CERTIFICATE----- in it",
        "{garbage}             | certificate number 1 in it is damaged",
        "{AAAA}                | certificate number 1 in it is damaged",
        "{}                    | certificate number 1 in it is damaged",
        "ONE {garbage}         | certificate number 2 in it is damaged",
        "ONE {MIIB             | certificate number 2 in it is damaged"
      })
  void aFileThatCannotBeUsedIsSaidInOneLine(String text, String fault) throws IOException {
    String content = text.replace("{", BEGIN).replace("}", END).replace("ONE", one);
    Path file = Files.writeString(work.resolve("bad.pem"), content);

    assertThat(trust(file.toString())).isEmpty();
    assertThat(problems)
        .isEqualTo(
            Collections.singletonList(
                "PLUTO_CA_CERTIFICATES: "
                    + file
                    + " cannot be used ("
                    + fault
                    + "); only the authorities that this Java knows are trusted."));
  }

  private Optional<Trust> trust(String file) {
    return Trust.of(
        Wire.settings(Map.of("PLUTO_CA_CERTIFICATES", file)),
        problem -> problems.add(problem.toString()));
  }
}
