package ai.trainy.pluto.observe.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.observe.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A working tree whose files are as git leaves them, and a git that says what a test wants. */
class GitTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path top;

  @Test
  void branchCommitAndRemoteAreReadFromItsFiles() throws Exception {
    repository("ref: refs/heads/wip/loss\n");
    write("tree/.git/refs/heads/wip/loss", COMMIT + "\n");

    assertThat(found("tree/src/main", LONG, false))
        .containsEntry("root", top.resolve("tree").toString())
        .containsEntry("branch", "wip/loss")
        .containsEntry("commit", COMMIT)
        .containsEntry("url", "https://" + Secrets.MARK + "@git.example.test/acme/a.git")
        .hasSize(4);
  }

  @Test
  void aCommitMayBeAmongThePackedOnes() throws Exception {
    repository("ref: refs/heads/main\n");
    write("tree/.git/packed-refs", "# pack-refs\n" + COMMIT + " refs/heads/main\n^ab\n");

    assertThat(found("tree", LONG, false)).containsEntry("commit", COMMIT);
  }

  @Test
  void aHeadWithoutABranchIsACommit() throws Exception {
    repository(COMMIT + "\n");

    assertThat(found("tree", LONG, false))
        .containsEntry("commit", COMMIT)
        .doesNotContainKey("branch");
  }

  @Test
  void aWorktreeNamesItsDirectory() throws Exception {
    repository("ref: refs/heads/main\n");
    write("other/.git", "gitdir: ../tree/.git/worktrees/other\n");
    write("tree/.git/worktrees/other/HEAD", "ref: refs/heads/side\n");
    write("tree/.git/worktrees/other/commondir", "../..\n");
    write("tree/.git/refs/heads/side", COMMIT);

    assertThat(found("other", LONG, false))
        .containsEntry("branch", "side")
        .containsEntry("commit", COMMIT)
        .containsKey("url");
  }

  @Test
  void withoutARepositoryThereIsNothing() throws Exception {
    Files.createDirectories(top.resolve("plain"));

    assertThat(found("plain", LONG, true)).isEmpty();
  }

  @Test
  void aRepositoryWithoutACommitHasABranch() throws Exception {
    repository("ref: refs/heads/main\n");

    assertThat(found("tree", LONG, true))
        .containsEntry("branch", "main")
        .doesNotContainKeys("commit", "dirty");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whatDiffersIsSentOnlyIfThatIsWanted() throws Exception {
    repository(COMMIT);
    git(
        "case \"$*\" in *--quiet*) exit 1;; esac\necho \"$@\" >> calls\n"
            + "echo \"+password = 'hunter2'\"\n");

    assertThat(found("tree", LONG, false)).containsEntry("dirty", true).doesNotContainKey("diff");
    assertThat(top.resolve("tree/calls")).doesNotExist();
    assertThat(found("tree", LONG, true).get("diff"))
        .isEqualTo(
            Map.of(
                "head", "+password = " + Secrets.MARK + "\n",
                "remote", "+password = " + Secrets.MARK + "\n"));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void gitIsGivenNoKey() throws Exception {
    repository(COMMIT);
    git("/usr/bin/env > environment\n");

    found("tree", LONG, false);

    assertThat(top.resolve("tree/environment"))
        .content()
        .contains("PATH=", "GIT_OPTIONAL_LOCKS=0")
        .doesNotContain("PLUTO_API_KEY");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aGitThatHangsCostsWhatItWasAskedAlone() throws Exception {
    repository(COMMIT);
    git("echo half\nexec /bin/sleep 1000\n");

    assertThat(found("tree", Duration.ofMillis(50), true))
        .containsEntry("commit", COMMIT)
        .doesNotContainKeys("dirty", "diff");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aGitThatNeverStopsTalkingIsNotListenedToForEver() throws Exception {
    repository(COMMIT);
    git("case \"$*\" in *--quiet*) exit 0;; esac\nexec /usr/bin/yes\n");

    assertThat(found("tree", LONG, true)).containsEntry("dirty", false).doesNotContainKey("diff");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aGitThatFailsSaysNothing() throws Exception {
    repository(COMMIT);
    git("exit 128\n");

    assertThat(found("tree", LONG, true)).doesNotContainKeys("dirty", "diff");
  }

  private void repository(String head) throws IOException {
    write("tree/.git/HEAD", head);
    write(
        "tree/.git/config",
        "[core]\n\tbare = false\n[remote \"fork\"]\n\turl = git@git.example.test:me/a.git\n"
            + "[remote \"origin\"]\n\turl = https://me:hunter2@git.example.test/acme/a.git\n"
            + "\tfetch = +refs/heads/*:refs/remotes/origin/*\n");
    Files.createDirectories(top.resolve("tree/src/main"));
  }

  private void git(String script) throws IOException {
    Path git = write("bin/git", "#!/bin/sh\n" + script);
    assertThat(git.toFile().setExecutable(true)).isTrue();
  }

  private Path write(String file, String text) throws IOException {
    Path path = top.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  /** With this test's git alone on the path. */
  @SuppressWarnings("unchecked") // written so
  private Map<String, Object> found(String directory, Duration limit, boolean withDiff)
      throws Exception {
    Path path = top.resolve(directory);
    Map<String, String> environment =
        Map.of("PATH", top.resolve("bin").toString(), "PLUTO_API_KEY", "mlpi_0123456789abcdef");
    Map<String, Object> metadata = new LinkedHashMap<>();
    new Git(path, new Commands(path, environment, limit), withDiff).addTo(metadata);
    return (Map<String, Object>) metadata.getOrDefault("git", Map.of());
  }
}
