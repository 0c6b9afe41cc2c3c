package ai.trainy.pluto.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EphemeralHostTest {
  @TempDir Path root;

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void aMachineLikeAnyOtherStays() throws IOException {
    cgroup("0::/user.slice/user-1000.slice/session-2.scope");

    assertThat(isPassing()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "CI, true, true",
    "CI, 1, true",
    "CI, false, false",
    "CI, '', false",
    "KUBERNETES_SERVICE_HOST, 10.0.0.1, true",
    "HOME, /root, false"
  })
  void jobsAreKnownByTheirEnvironment(String variable, String value, boolean passing) {
    environment.put(variable, value);

    assertThat(isPassing()).isEqualTo(passing);
  }

  @ParameterizedTest
  @ValueSource(strings = {".dockerenv", "run/.containerenv"})
  void containersAreKnownByAFile(String file) throws IOException {
    write(file, "");

    assertThat(isPassing()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12:cpuset:/docker/0c9d",
        "0::/kubepods.slice/kubepods-burstable.slice",
        "0::/machine.slice/libpod-0c9d.scope"
      })
  void containersAreKnownByTheirControlGroup(String line) throws IOException {
    cgroup(line);

    assertThat(isPassing()).isTrue();
  }

  private boolean isPassing() {
    return EphemeralHost.isOne(environment::get, root);
  }

  private void cgroup(String line) throws IOException {
    write("proc/self/cgroup", line + "\n");
  }

  private void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
