package com.example.wandb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** A sound: a file, the bytes of one, or samples, which are kept as 16 bit WAV. Immutable. */
public final class Audio {

  private final MediaData data;
  private final float[][] samples;
  private final int sampleRate;
  private final String caption;

  private Audio(MediaData data, float[][] samples, int sampleRate, String caption) {
    this.data = data;
    this.samples = samples;
    this.sampleRate = sampleRate;
    this.caption = caption;
  }

  /** A file, which is read when the sound is logged; its name's extension is the format. */
  public static Audio of(Path file) {
    return new Audio(MediaData.of(file), null, 0, null);
  }

  /** The bytes of a file of a format like {@code wav}. */
  public static Audio of(byte[] bytes, String format) {
    return new Audio(MediaData.of(bytes, format), null, 0, null);
  }

  /** One channel of samples from -1 to 1, so many a second. */
  public static Audio of(float[] samples, int sampleRate) {
    return of(new float[][] {samples}, sampleRate);
  }

  /** Channels, alike in length, of samples from -1 to 1, so many a second. */
  public static Audio of(float[][] channels, int sampleRate) {
    if (channels.length == 0) {
      throw new IllegalArgumentException("a sound has at least one channel");
    }
    for (float[] channel : channels) {
      if (channel.length != channels[0].length) {
        throw new IllegalArgumentException(
            "channels of " + channels[0].length + " and " + channel.length + " samples");
      }
    }
    if (sampleRate <= 0) {
      throw new IllegalArgumentException("a sample rate of " + sampleRate);
    }
    return new Audio(null, copy(channels), sampleRate, null);
  }

  public Audio withCaption(String caption) {
    return new Audio(data, samples, sampleRate, caption);
  }

  /** Null unless made from a path. */
  public Path path() {
    return data == null ? null : data.path();
  }

  /** A copy; null unless made from bytes. */
  public byte[] bytes() {
    return data == null ? null : data.bytes();
  }

  /** The extension of the file it is kept in. */
  public String format() {
    return data == null ? "wav" : data.format();
  }

  /** A copy, channel by channel; null unless made from samples. */
  public float[][] samples() {
    return samples == null ? null : copy(samples);
  }

  /** Samples a second; 0 unless made from samples. */
  public int sampleRate() {
    return sampleRate;
  }

  /** Null unless given. */
  public String caption() {
    return caption;
  }

  InputStream open() throws IOException {
    return data == null ? new ByteArrayInputStream(Wav.encode(samples, sampleRate)) : data.open();
  }

  private static float[][] copy(float[][] channels) {
    return Arrays.stream(channels).map(float[]::clone).toArray(float[][]::new);
  }
}
