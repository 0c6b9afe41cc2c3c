package ai.trainy.pluto.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyFingerprintTest {
  private final ApiKey key = ApiKey.of("mlpi_EXAMPLEkey0123456", "a test");
  private final ApiKey other = ApiKey.of("mlpi_EXAMPLEkey0123457", "a test");

  @Test
  void knowsItsKeyAndNoOther() {
    String fingerprint = KeyFingerprint.of(key);

    assertThat(KeyFingerprint.matches(fingerprint, key)).isTrue();
    assertThat(KeyFingerprint.matches(fingerprint, ApiKey.of(" " + key.value(), "elsewhere")))
        .as("wherever the key is from")
        .isTrue();
    assertThat(KeyFingerprint.matches(fingerprint, other)).isFalse();
  }

  @Test
  void tellsNeitherTheKeyNorThatTwoAreOfOneKey() {
    assertThat(KeyFingerprint.of(key))
        .matches("[0-9a-f]+:[0-9a-f]{64}")
        .doesNotContain("EXAMPLE")
        .isNotEqualTo(KeyFingerprint.of(key));
  }

  @Test
  void whatIsNoneMatchesNothing() {
    assertThat(KeyFingerprint.matches("", key)).isFalse();
    assertThat(KeyFingerprint.matches(":", key)).isFalse();
    assertThat(KeyFingerprint.matches(key.value(), key)).isFalse();
  }
}
