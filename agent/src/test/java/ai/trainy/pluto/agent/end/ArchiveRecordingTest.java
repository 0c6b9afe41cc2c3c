package ai.trainy.pluto.agent.end;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For JVMs that do record, see the end-to-end tests. */
class ArchiveRecordingTest {
  @Test
  void isOffInAJvmThatRecordsNothing() {
    assertThat(ArchiveRecording.isOn(ByteBuddyAgent.install())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xshare:dump",
        "-XX:ArchiveClassesAtExit=app.jsa",
        "-XX:+AutoCreateSharedArchive",
        "-XX:+RecordDynamicDumpInfo",
        "-XX:AOTMode=record",
        "-XX:AOTCacheOutput=app.aot"
      })
  void knowsTheOptionsThatRecord(String option) {
    assertThat(ArchiveRecording.isRecording(option)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xshare:auto",
        "-XX:SharedArchiveFile=app.jsa",
        "-XX:AOTMode=on",
        "-XX:AOTCache=app.aot",
        "-Dnote=-XX:AOTMode=record"
      })
  void otherOptionsRecordNothing(String option) {
    assertThat(ArchiveRecording.isRecording(option)).isFalse();
  }
}
