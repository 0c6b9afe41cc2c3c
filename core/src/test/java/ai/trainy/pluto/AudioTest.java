package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AudioTest {
  @Test
  void saysWhatIsNoSound() {
    assertRefused(new float[0][], 8_000, "a sound of 0 channels at 8000 Hz");
    assertRefused(new float[65][1], 8_000, "a sound of 65 channels at 8000 Hz");
    assertRefused(new float[1][1], 0, "a sound of 1 channels at 0 Hz");
    assertRefused(new float[1][0], 8_000, "a sound with a channel of 0 samples");
    assertRefused(new float[][] {{1, 2}, {1}}, 8_000, "a sound with a channel of 1 samples");
  }

  @Test
  void aMonoSoundIsOneOfOneChannel() throws IOException {
    Audio audio = Audio.of(new float[] {0, 1}, 8_000).withCaption("two");

    assertThat(audio.content().size()).isEqualTo(44 + 4);
    assertThat(audio.extension()).isEqualTo("wav");
    assertThat(audio.caption()).contains("two");
  }

  @Test
  void aFormatIsWrittenInManyWays() {
    byte[] bytes = {1};

    assertThat(Audio.of(bytes, "wav").extension()).isEqualTo("wav");
    assertThat(Audio.of(bytes, ".WAV").extension()).isEqualTo("wav");
    assertThat(Audio.of(bytes, "audio/mpeg").extension()).isEqualTo("mpeg");
    assertThat(Audio.of(bytes, "").extension()).isEmpty();
  }

  private static void assertRefused(float[][] channels, int rate, String message) {
    assertThatThrownBy(() -> Audio.of(channels, rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
