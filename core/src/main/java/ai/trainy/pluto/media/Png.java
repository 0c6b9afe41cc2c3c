package ai.trainy.pluto.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes pixels as PNG (RFC 2083): 8 bits a sample, one IDAT chunk after the other. */
public final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int BITS = 8;
  private static final int CHUNK = 1 << 16;

  private Png() {}

  /** The program's own thread waits for this, so speed comes before size. */
  public static void write(Pixels pixels, OutputStream out) throws IOException {
    out.write(SIGNATURE);
    chunk(out, "IHDR", header(pixels), 13);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      int stride = pixels.width() * pixels.channels();
      byte[] line = new byte[1 + stride];
      byte[] packed = new byte[CHUNK];
      for (int y = 0; y < pixels.height(); y++) {
        filter(pixels, y, stride, line);
        deflater.setInput(line);
        drain(deflater, packed, out);
      }
      deflater.finish();
      drain(deflater, packed, out);
    } finally {
      deflater.end();
    }
    chunk(out, "IEND", new byte[0], 0);
  }

  private static byte[] header(Pixels pixels) {
    int colour = pixels.channels() == 1 ? 0 : pixels.channels() == 3 ? 2 : 6;
    return ByteBuffer.allocate(13)
        .putInt(pixels.width())
        .putInt(pixels.height())
        .put((byte) BITS)
        .put((byte) colour)
        .array();
  }

  /** Each sample as the difference to the one above, which suits pictures; the first row as is. */
  private static void filter(Pixels pixels, int y, int stride, byte[] line) {
    byte[] samples = pixels.samples();
    int start = y * stride;
    line[0] = (byte) (y == 0 ? 0 : 2);
    for (int i = 0; i < stride; i++) {
      int above = y == 0 ? 0 : samples[start + i - stride];
      line[1 + i] = (byte) (samples[start + i] - above);
    }
  }

  private static void drain(Deflater deflater, byte[] packed, OutputStream out) throws IOException {
    int length = deflater.deflate(packed);
    while (length > 0) {
      chunk(out, "IDAT", packed, length);
      length = deflater.deflate(packed);
    }
  }

  private static void chunk(OutputStream out, String type, byte[] data, int length)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.write(ByteBuffer.allocate(4).putInt(length).array());
    out.write(name);
    out.write(data, 0, length);
    out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
