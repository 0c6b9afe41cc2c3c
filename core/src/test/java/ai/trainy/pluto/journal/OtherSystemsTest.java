package ai.trainy.pluto.journal;

import ai.trainy.pluto.testing.FileRules;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The journal under the rules of other systems' file systems. */
class OtherSystemsTest {
  private static final int SEEDS = 200;

  @ParameterizedTest
  @EnumSource
  void processesLogUploadAndRecoverAsOnLinux(FileRules rules) throws IOException {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        new DiskHistory(seed, rules).play();
      } catch (AssertionError | IOException | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
    }
  }
}
