package ai.trainy.pluto.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves the machine of a text with secrets, and of one without. */
class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://me:hunter2@git.example.test/a.git | https://#@git.example.test/a.git",
        "https://ghtoken@git.example.test/a.git | https://#@git.example.test/a.git",
        "jdbc:x://me:p%40ss@db/x?user=a | jdbc:x://#@db/x?user=a",
        "-Ddb.password=hunter2 | -Ddb.password=#",
        "--api-key=abc | --api-key=#",
        "-javaagent:a.jar=api.key=abc,mode=offline | -javaagent:a.jar=api.key=#,mode=offline",
        "-Dauth_token=abc | -Dauth_token=#",
        "-DclientSecret=abc | -DclientSecret=#",
        "Authorization: Bearer abc.def | Authorization: Bearer #",
        "{\"password\": \"a b\", \"x\": 1} | {\"password\": #, \"x\": 1}",
        "passphrase: letmein | passphrase: #",
        "x mlps_ab-CD_efghijklmn y | x # y",
        "mlpi_a-bcdefghijk | #",
        "hf_abcdefghijkl | #",
        "AKIAABCDEFGHIJKLMNOP | #",
        "key=0123456789abcdef0123456789abcdef01234567 | key=#",
      })
  void secretsAreTakenOut(String text, String clean) {
    assertThat(Secrets.redacted(text)).isEqualTo(clean.replace("#", Secrets.MARK));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "git@git.example.test:acme/a.git",
        "ssh://git@git.example.test/acme/a.git",
        "https://git.example.test/acme/a.git",
        "-Xmx2g",
        "--tokenizer=bert",
        "--author=me",
        "-cp lib/auth-1.0.jar:lib/password-1.0.jar:x.jar",
        "--data=/mnt/0123456789abcdef0123456789abcdef01234567.bin",
      })
  void everythingElseStays(String text) {
    assertThat(Secrets.redacted(text)).isEqualTo(text);
  }

  @Test
  void theArgumentBehindTheNameOfASecretIsOne() {
    assertThat(
            Secrets.redacted(
                List.of("train", "--token", "abc", "--lr", "0.1", "--password", "--verbose")))
        .containsExactly(
            "train", "--token", Secrets.MARK, "--lr", "0.1", "--password", "--verbose");
  }

  @Test
  void aPrivateKeyIsTakenOutWhole() {
    assertThat(
            Secrets.redacted(
                "+a\n-----BEGIN RSA PRIVATE KEY-----\n+MIIE\n+-----END RSA PRIVATE KEY-----\n+b"))
        .isEqualTo("+a\n" + Secrets.MARK + "\n+b");
    assertThat(Secrets.redacted("-----BEGIN PRIVATE KEY-----\nMIIE\nMI")).isEqualTo(Secrets.MARK);
  }

  /** Quadratic, each of these would take minutes. */
  @Test
  void aLongTextTakesTimeInProportion() {
    for (String part :
        List.of("token", "a", "://x", "-----BEGIN PRIVATE KEY", "password = ", "eyJ")) {
      assertThat(Secrets.redacted(part.repeat(1_000_000 / part.length()))).isNotEmpty();
    }
  }
}
