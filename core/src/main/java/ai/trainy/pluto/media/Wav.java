package ai.trainy.pluto.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes samples as WAV: RIFF with 16-bit PCM. */
public final class Wav {
  private static final int HEADER = 44;
  private static final int BYTES = 2;
  private static final int PIECE = 1 << 13;

  private Wav() {}

  /** How many bytes the file has. */
  public static long size(float[][] channels) {
    return HEADER + (long) BYTES * channels.length * channels[0].length;
  }

  /**
   * Writes the whole file.
   *
   * @param channels {@code [channel][sample]}, -1 to 1; what lies outside is moved to the nearest
   * @param rate samples in a second
   */
  public static void write(float[][] channels, int rate, OutputStream out) throws IOException {
    int frame = BYTES * channels.length;
    int length = Math.toIntExact(size(channels) - HEADER);
    out.write(
        ByteBuffer.allocate(HEADER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(ascii("RIFF"))
            .putInt(HEADER - 8 + length)
            .put(ascii("WAVEfmt "))
            .putInt(16)
            .putShort((short) 1)
            .putShort((short) channels.length)
            .putInt(rate)
            .putInt(rate * frame)
            .putShort((short) frame)
            .putShort((short) (8 * BYTES))
            .put(ascii("data"))
            .putInt(length)
            .array());
    ByteBuffer piece = ByteBuffer.allocate(PIECE * frame).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < channels[0].length; i++) {
      for (float[] channel : channels) {
        piece.putShort((short) Math.round(Math.max(-1, Math.min(1, channel[i])) * Short.MAX_VALUE));
      }
      if (!piece.hasRemaining()) {
        out.write(piece.array());
        piece.clear();
      }
    }
    out.write(piece.array(), 0, piece.position());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
