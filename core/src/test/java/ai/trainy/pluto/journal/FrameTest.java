package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final byte[] FRAME = frame(RecordType.METRICS, 42, "0123456789abcdef!");

  @Test
  void readsBackWhatWasSealed() {
    Record record = Frame.read(FRAME, 0, FRAME.length);

    assertThat(record.type()).isEqualTo(RecordType.METRICS);
    assertThat(record.sequence()).isEqualTo(42);
    assertThat(record.size()).isEqualTo(FRAME.length);
    assertThat(text(record)).isEqualTo("0123456789abcdef!");
  }

  @Test
  void readsAFrameInTheMiddleOfOtherBytes() {
    byte[] among = new byte[FRAME.length + 20];
    Arrays.fill(among, (byte) 0x5A);
    System.arraycopy(FRAME, 0, among, 7, FRAME.length);

    assertThat(text(Frame.read(among, 7, among.length))).isEqualTo("0123456789abcdef!");
  }

  @Test
  void readsAnEmptyPayload() {
    byte[] empty = frame(RecordType.FINISH, 1, "");

    assertThat(Frame.read(empty, 0, empty.length).size()).isEqualTo(Frame.HEADER_BYTES);
  }

  @Test
  void detectsEveryFlippedBit() {
    for (int bit = 0; bit < FRAME.length * 8; bit++) {
      byte[] damaged = FRAME.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(Frame.read(damaged, 0, damaged.length)).as("bit %d", bit).isNull();
    }
  }

  @Test
  void detectsEveryTruncation() {
    for (int length = 0; length < FRAME.length; length++) {
      assertThat(Frame.read(FRAME, 0, length)).as("cut at %d", length).isNull();
    }
  }

  @Test
  void detectsEveryByteReplaced() {
    Random random = new Random(11);
    for (int position = 0; position < FRAME.length; position++) {
      byte[] damaged = FRAME.clone();
      damaged[position] += (byte) (1 + random.nextInt(255));

      assertThat(Frame.read(damaged, 0, damaged.length)).as("byte %d", position).isNull();
    }
  }

  @Test
  void refusesZeros() {
    assertThat(Frame.read(new byte[64], 0, 64)).isNull();
  }

  @Test
  void refusesATypeItDoesNotKnow() {
    byte[] unknown = FRAME.clone();
    Frame.seal(unknown, unknown.length, RecordType.METRICS, 42);
    unknown[4] = 99;

    assertThat(Frame.read(unknown, 0, unknown.length)).isNull();
    assertThat(RecordType.of(99)).isNull();
  }

  @Test
  void tellsTheLengthOnceTheHeaderIsWhole() {
    assertThat(Frame.length(FRAME, 0, Frame.HEADER_BYTES - 1)).isZero();
    assertThat(Frame.length(FRAME, 0, Frame.HEADER_BYTES)).isEqualTo(FRAME.length);
  }

  @Test
  void callsALengthThatCannotBeDamage() {
    byte[] header = new byte[Frame.HEADER_BYTES];
    header[0] = (byte) 0x80;
    assertThat(Frame.length(header, 0, header.length)).isEqualTo(-1);

    header[0] = 0x04;
    header[3] = 1;
    assertThat(Frame.length(header, 0, header.length)).isEqualTo(-1);

    header[3] = 0;
    assertThat(Frame.length(header, 0, header.length))
        .isEqualTo(Frame.HEADER_BYTES + Frame.MAX_PAYLOAD_BYTES);
  }

  private static byte[] frame(RecordType type, long sequence, String payload) {
    RecordBuffer buffer = new RecordBuffer(0);
    for (byte b : payload.getBytes(StandardCharsets.US_ASCII)) {
      buffer.putByte(b);
    }
    Frame.seal(buffer.array(), buffer.length(), type, sequence);
    return Arrays.copyOf(buffer.array(), buffer.length());
  }

  private static String text(Record record) {
    return StandardCharsets.US_ASCII.decode(record.payload(record.type())).toString();
  }
}
