package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VideoTest {

  @Test
  void isAFile() {
    Video video = Video.of(Path.of("flight.mp4")).withCaption("owl");

    assertThat(video.path()).isEqualTo(Path.of("flight.mp4"));
    assertThat(video.format()).isEqualTo("mp4");
    assertThat(video.caption()).isEqualTo("owl");
    assertThat(video.bytes()).isNull();
  }

  @Test
  void isTheBytesOfAFile() {
    Video video = Video.of(new byte[] {1, 2}, "gif");

    assertThat(video.bytes()).containsExactly(1, 2);
    assertThat(video.format()).isEqualTo("gif");
    assertThat(video.path()).isNull();
    assertThat(video.caption()).isNull();
  }

  @Test
  void refusesAFileWithoutExtension() {
    assertThatIllegalArgumentException().isThrownBy(() -> Video.of(Path.of("flight")));
  }
}
