package ai.trainy.pluto.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another reader finds in the files. */
class WavTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 8000",
    "1, 8191, 16000",
    "1, 8192, 22050",
    "2, 8193, 44100",
    "6, 20000, 48000",
    "64, 100, 192000"
  })
  void isReadBackSampleBySample(int channels, int samples, int rate) throws Exception {
    Random random = new Random(9);
    float[][] sound = new float[channels][samples];
    for (float[] channel : sound) {
      for (int i = 0; i < samples; i++) {
        channel[i] = 2 * random.nextFloat() - 1;
      }
    }

    byte[] file = write(sound, rate);
    assertThat(file).hasSize((int) Wav.size(sound));
    try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
      AudioFormat format = in.getFormat();
      assertThat(format.getEncoding()).isEqualTo(AudioFormat.Encoding.PCM_SIGNED);
      assertThat(format.getSampleSizeInBits()).isEqualTo(16);
      assertThat(format.getChannels()).isEqualTo(channels);
      assertThat(format.getSampleRate()).isEqualTo(rate);
      assertThat(in.getFrameLength()).isEqualTo(samples);
      ByteBuffer read = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < samples; i++) {
        for (float[] channel : sound) {
          assertThat(Math.abs(read.getShort() - channel[i] * 32_767)).isLessThanOrEqualTo(0.5f);
        }
      }
      assertThat(read.hasRemaining()).isFalse();
    }
  }

  @Test
  void movesWhatLiesOutsideToTheNearest() throws Exception {
    float infinity = Float.POSITIVE_INFINITY;

    assertThat(samples(1, -1, 1.5f, -7, infinity, -infinity, 0))
        .containsExactly(32_767, -32_767, 32_767, -32_767, 32_767, -32_767, 0);
  }

  @Test
  void whatIsNoNumberIsSilent() throws Exception {
    assertThat(samples(Float.NaN)).containsExactly(0);
  }

  private static short[] samples(float... sound) throws Exception {
    byte[] file = write(new float[][] {sound}, 8_000);
    short[] samples = new short[sound.length];
    ByteBuffer.wrap(file, 44, 2 * sound.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    return samples;
  }

  private static byte[] write(float[][] sound, int rate) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Wav.write(sound, rate, file);
    return file.toByteArray();
  }
}
