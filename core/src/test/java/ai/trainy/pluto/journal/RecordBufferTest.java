package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RecordBufferTest {
  @Test
  void leavesRoomForTheHeader() {
    assertThat(new RecordBuffer(8).length()).isEqualTo(Frame.HEADER_BYTES);
  }

  @Test
  void growsAndKeepsWhatIsThere() {
    RecordBuffer buffer = new RecordBuffer(0);
    for (int i = 0; i < 10_000; i++) {
      buffer.putInt(i);
    }

    ByteBuffer in = payload(buffer);
    for (int i = 0; i < 10_000; i++) {
      assertThat(in.getInt()).isEqualTo(i);
    }
    assertThat(in.remaining()).isZero();
  }

  @Test
  void growsAtOnceForATextLargerThanTwiceItself() {
    RecordBuffer buffer = new RecordBuffer(4).putName("x".repeat(50_000));

    ByteBuffer in = payload(buffer);
    assertThat(Short.toUnsignedInt(in.getShort())).isEqualTo(50_000);
    assertThat(in.remaining()).isEqualTo(50_000);
  }

  @Test
  void writesBigEndian() {
    RecordBuffer buffer =
        new RecordBuffer(0).putShort(0x0102).putInt(0x03040506).putLong(0x0708090A0B0C0D0EL);

    ByteBuffer in = payload(buffer);
    for (int i = 1; i <= 14; i++) {
      assertThat(in.get()).isEqualTo((byte) i);
    }
  }

  @Test
  void overwritesTwoBytesInPlace() {
    RecordBuffer buffer = new RecordBuffer(0).putShort(0).putByte(9);

    buffer.setShort(Frame.HEADER_BYTES, 0xFFFE);

    assertThat(Short.toUnsignedInt(payload(buffer).getShort())).isEqualTo(0xFFFE);
    assertThat(payload(buffer).get(2)).isEqualTo((byte) 9);
  }

  private static ByteBuffer payload(RecordBuffer buffer) {
    return ByteBuffer.wrap(buffer.array(), Frame.HEADER_BYTES, buffer.length() - Frame.HEADER_BYTES)
        .slice();
  }
}
