package ai.trainy.pluto.observe.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.observe.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private final Redaction redaction = new Redaction();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id AKIAIOSFODNN7EXAMPLE here | id # here",
        "key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | key=#",
        "'key: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, x' | 'key: #, x'",
        "jdbc:postgresql://me:pa:ss@word@db:5432/x | jdbc:postgresql://#@db:5432/x",
        "Authorization: Bearer abc.def-123 | Authorization: Bearer #",
        "Authorization: Basic dXNlcjpwYXNz | Authorization: Basic #",
        "sk-abcdefghij_klmnopqrst | #",
        "sk_live_abcdefghijklmnopqrst | #",
        "sk_test_abcdefghijklmnopqrst | #",
        "hf_abcdefghij | #",
        "ghp_abcdefghijklmnopqrstuvwxyz0123 | #",
        "gho_abcdefghijklmnopqrstuvwxyz0123 | #",
        "glpat-abcdefghij_klmnopqrs-t | #",
        "xoxb-abcdefghij-klmnopqrst | #",
        "xoxp-abcdefghij-klmnopqrst | #",
        "mlpi_a-b_cdefghij | #",
        "mlps_abcdefghij | #",
        "pypi-abcdefghij | #",
        "npm_abcdefghijklmnopqrst | #",
        "password=hunter2 x | # x",
        "PASSWD : hunter2 | #",
        "\"api_key\": \"a b c\", 1 | #, 1",
        "db_password='a b' | #",
        "client_secret=x | #",
        "max_token=5 | max_#",
        "{\"access_token\":\"x\",\"n\":1} | {#,\"n\":1}",
      })
  void secretsAreTakenOut(String line, String shown) {
    assertThat(redaction.of(line)).isEqualTo(shown.replace("#", Secrets.MARK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epoch 3 loss 0.25",
        "commit 0123456789abcdef0123456789abcdef012345678",
        "https://example.com/a@b",
        "tokens per second: 120",
        "sk-short",
        "-----",
        "",
      })
  void everythingElseStays(String line) {
    assertThat(redaction.of(line)).isEqualTo(line);
  }

  @Test
  void aPrivateKeyIsTakenOutWithItsLines() {
    List<String> shown =
        List.of(
                "here: -----BEGIN RSA PRIVATE KEY-----",
                "MIIEowIBAAKCAQEA",
                "75QwEzk=",
                "-----END RSA PRIVATE KEY----- there",
                "next")
            .stream()
            .map(redaction::of)
            .collect(Collectors.toList());

    assertThat(String.join("\n", shown)).doesNotContain("MIIE", "75Qw").contains("there");
    assertThat(shown).last().isEqualTo("next");
    assertThat(redaction.of("x -----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY----- y"))
        .isEqualTo("x " + Secrets.MARK + " y");
  }

  /** Each of these takes hours with a pattern that tries every way to divide it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "://a:",
        "password",
        "password = '",
        "-----BEGIN ",
        "sk-",
        "Bearer ",
        "A/+b "
      })
  void aLongLineTakesTimeInProportion(String part) {
    String line = part.repeat(65_536 / part.length());

    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(2), () -> redaction.of(line));
  }
}
