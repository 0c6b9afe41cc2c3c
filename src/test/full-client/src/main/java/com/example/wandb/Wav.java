package com.example.wandb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes samples as a WAV file of 16 bit PCM. */
final class Wav {

  private static final int HEADER = 44;
  private static final int FORMAT_CHUNK = 16;
  private static final short PCM = 1;

  private Wav() {}

  /** Samples outside -1 to 1 are cut off, as a sound card would. */
  static byte[] encode(float[][] channels, int sampleRate) {
    int frames = channels[0].length;
    int frame = channels.length * Short.BYTES;
    int size = Math.multiplyExact(frames, frame);
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(HEADER, size)).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(FORMAT_CHUNK);
    file.putShort(PCM).putShort((short) channels.length);
    file.putInt(sampleRate).putInt(sampleRate * frame);
    file.putShort((short) frame).putShort((short) Short.SIZE);
    file.put(ascii("data")).putInt(size);
    for (int i = 0; i < frames; i++) {
      for (float[] channel : channels) {
        float sample = Math.max(-1, Math.min(1, channel[i]));
        file.putShort((short) Math.round(sample * Short.MAX_VALUE));
      }
    }
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
