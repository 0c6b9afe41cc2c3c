package ai.trainy.pluto.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void isNeverNullNorAPathAlone() {
    assertThat(Reason.of(new EOFException())).isEqualTo("EOFException");
    assertThat(Reason.of(new IOException("the disk is full"))).isEqualTo("the disk is full");
    assertThat(Reason.of(new AccessDeniedException("/x"))).isEqualTo("permission denied: /x");
    assertThat(Reason.of(new NoSuchFileException("/x"))).isEqualTo("no such file: /x");
    assertThat(Reason.of(new FileSystemException("/x", null, "Too many links")))
        .isEqualTo("/x: Too many links");
    assertThat(Reason.of(new FileSystemException("/x"))).isEqualTo("FileSystemException: /x");
  }
}
