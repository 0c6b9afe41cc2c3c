package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTest {
  @ParameterizedTest
  @CsvSource({
    "png, image/png",
    "PNG, image/png",
    "svg, image/svg+xml",
    "wav, audio/wav",
    "mp4, video/mp4",
    "webm, video/webm",
    "json, application/json",
    "mask, mask",
    "ckpt, application/octet-stream",
    "'', application/octet-stream",
    "'a/b: c', application/octet-stream"
  })
  void isWhatABrowserTakesTheFileFor(String fileType, String contentType) {
    assertThat(ContentType.of(fileType)).isEqualTo(contentType);
  }
}
