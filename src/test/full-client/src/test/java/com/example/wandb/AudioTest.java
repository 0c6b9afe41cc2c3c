package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class AudioTest {

  @Test
  void isAFile() {
    Audio audio = Audio.of(Path.of("hoot.mp3")).withCaption("owl");

    assertThat(audio.path()).isEqualTo(Path.of("hoot.mp3"));
    assertThat(audio.format()).isEqualTo("mp3");
    assertThat(audio.caption()).isEqualTo("owl");
    assertThat(audio.bytes()).isNull();
    assertThat(audio.samples()).isNull();
    assertThat(audio.sampleRate()).isZero();
  }

  @Test
  void isTheBytesOfAFile() {
    Audio audio = Audio.of(new byte[] {1, 2}, "ogg");

    assertThat(audio.bytes()).containsExactly(1, 2);
    assertThat(audio.format()).isEqualTo("ogg");
    assertThat(audio.path()).isNull();
    assertThat(audio.caption()).isNull();
  }

  @Test
  void isSamples() {
    float[] samples = {0, 1};
    Audio audio = Audio.of(samples, 8000);
    samples[0] = 1;
    audio.samples()[0][0] = 1;

    assertThat(audio.samples()).isDeepEqualTo(new float[][] {{0, 1}});
    assertThat(audio.sampleRate()).isEqualTo(8000);
    assertThat(audio.format()).isEqualTo("wav");
    assertThat(audio.bytes()).isNull();
  }

  @Test
  void isKeptAsAWavFile() throws Exception {
    float[][] stereo = {{0, 0.5f, 2}, {-1, Float.NaN, -2}};

    try (AudioInputStream wav =
        AudioSystem.getAudioInputStream(new BufferedInputStream(Audio.of(stereo, 44100).open()))) {
      AudioFormat format = wav.getFormat();
      assertThat(format.getEncoding()).isEqualTo(AudioFormat.Encoding.PCM_SIGNED);
      assertThat(format.getSampleRate()).isEqualTo(44100);
      assertThat(format.getChannels()).isEqualTo(2);
      assertThat(format.getSampleSizeInBits()).isEqualTo(16);
      assertThat(wav.getFrameLength()).isEqualTo(3);
      ShortBuffer samples =
          ByteBuffer.wrap(wav.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
      short[] read = new short[samples.remaining()];
      samples.get(read);
      assertThat(read)
          .containsExactly(
              (short) 0, (short) -32767, (short) 16384, (short) 0, (short) 32767, (short) -32767);
    }
  }

  @Test
  void refusesToHaveNoChannel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Audio.of(new float[0][], 8000))
        .withMessage("a sound has at least one channel");
  }

  @Test
  void refusesChannelsOfDifferentLengths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Audio.of(new float[][] {{0, 0}, {0}}, 8000))
        .withMessage("channels of 2 and 1 samples");
  }

  @Test
  void refusesASampleRateOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Audio.of(new float[1], 0))
        .withMessage("a sample rate of 0");
  }
}
