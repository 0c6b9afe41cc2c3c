package ai.trainy.pluto.observe.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.observe.Secrets;
import ai.trainy.pluto.observe.system.Root;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is found on a recorded machine that has all there is, and on one that hides it. */
class KeysTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("KUBERNETES_SERVICE_HOST", "10.0.0.1"),
          Map.entry("POD_NAME", "train-0"),
          Map.entry("NODE_NAME", "node-4"),
          Map.entry("SLURM_JOB_ID", "77"),
          Map.entry("SLURM_PROCID", "3"),
          Map.entry("SLURM_JWT", "a secret that is on no list"),
          Map.entry("RANK", "3"),
          Map.entry("WORLD_SIZE", "8"),
          Map.entry("KONDUKTOR_JOB_NAME", "night"),
          Map.entry("DATABASE_URL", "on no list"));

  private static final String EXECUTOR =
      "org.apache.spark.executor.CoarseGrainedExecutorBackend --driver-url spark://x"
          + " --executor-id 12 --hostname h --cores 2 --app-id app-2026";

  @TempDir Path top;
  private final Map<String, Object> found = new LinkedHashMap<>();

  @BeforeEach
  void machine() throws IOException {
    write("proc/sys/kernel/hostname", "node-4\n");
    write("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
    write("proc/sys/kernel/version", "#1 SMP Debian\n");
    write(
        "etc/os-release",
        "PRETTY_NAME=\"Debian 12\"\nNAME=\"Debian\"\nVERSION=\"12\"\nID=debian\n");
    write(
        "proc/cpuinfo",
        "processor\t: 0\nphysical id\t: 0\ncore id\t: 0\nmodel name\t: Epyc\n\n"
            + "processor\t: 1\nphysical id\t: 0\ncore id\t: 0\nmodel name\t: Epyc\n");
    write("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_min_freq", "1500000\n");
    write("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "3000000\n");
    write("proc/meminfo", "MemTotal:       16000 kB\nSwapTotal:       1000 kB\n");
    write("proc/stat", "cpu  1 2 3\nbtime 1767225600\n");
    write("proc/self/stat", "4242 (java) S 1 1\n");
    write("proc/self/cmdline", "/opt/java/bin/java\0-Ddb.password=hunter2\0--token\0abc\0Train\0");
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/cgroup.controllers", "memory\n");
    write("sys/fs/cgroup/memory.max", "8000000\n");
    write("sys/fs/cgroup/memory.current", "1000000\n");
    write("var/run/secrets/kubernetes.io/serviceaccount/namespace", "research\n");
    write("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t NVIDIA A100\nIRQ: 1\n");
    write(
        "proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.1  x\n");
    Files.createSymbolicLink(top.resolve("proc/self/exe"), Path.of("/opt/java/bin/java"));
    write("etc/timezone", "Europe/Berlin\n");
    write("sys/class/infiniband/mlx5_0/node_type", "1: CA\n");
    write("tree/.git/HEAD", "ref: refs/heads/main\n");
    write("tree/.git/refs/heads/main", "0123456789abcdef0123456789abcdef01234567\n");
    write("tree/.git/config", "[remote \"origin\"]\n\turl = git@git.example.test:a.git\n");
    program("git", "case \"$*\" in *--quiet*) exit 1;; esac\necho +line\n");
    program("nvidia-smi", "echo 'NVIDIA A100, 81920, 535.104'\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theKeysAreThoseOfTheList() throws Exception {
    gather();

    Set<String> keys = new TreeSet<>();
    flatten("", found, keys);
    String listed = String.join("\n", keys) + "\n";
    try (InputStream golden = KeysTest.class.getResourceAsStream("/metadata/keys.txt")) {
      assertThat(listed).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
    // Longer ones, and no key of the run can be searched for (the protocol, section 20b).
    assertThat(keys).allMatch(key -> key.length() <= 500);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theValuesAreThoseOfTheMachine() throws Exception {
    gather();

    assertThat(found)
        .containsEntry("boot_time", 1_767_225_600L)
        .containsEntry("memory", Map.of("virt", 16_384_000L, "swap", 1_024_000L))
        .containsEntry("container", Map.of("runtime", "kubernetes", "memory_limit", 8_000_000L))
        .containsEntry("slurm", Map.of("job_id", "77", "procid", "3"))
        .containsEntry("spark", Map.of("executor_id", "12", "application_id", "app-2026"))
        .containsEntry("distributed", Map.of("rank", "3", "world_size", "8"));
    assertThat(map("kubernetes"))
        .containsEntry("pod_name", "train-0")
        .containsEntry("pod_namespace", "research");
    assertThat(map("cpu"))
        .containsEntry("physical", 1)
        .containsEntry("virtual", 2)
        .containsEntry("model", "Epyc")
        .containsEntry("freq", Map.of("min", 1500.0, "max", 3000.0));
    assertThat(map("process"))
        .containsEntry("pid", 4242L)
        .containsEntry("exe", "/opt/java/bin/java")
        .containsEntry(
            "cmdline",
            List.of(
                "/opt/java/bin/java",
                "-Ddb.password=" + Secrets.MARK,
                "--token",
                Secrets.MARK,
                "Train"));
    assertThat(map("java").get("logged_with")).isEqualTo(List.of("tracker-client==1.0.3"));
    assertThat(found.toString()).doesNotContain("on no list", "hunter2");
    assertThat(map("gpu").toString())
        .contains("NVIDIA A100", "total=" + 81_920L * (1 << 20), "driver=535.104");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutTheToolTheDriverKnowsTheGpus() throws Exception {
    Files.delete(top.resolve("bin/nvidia-smi"));
    gather();

    assertThat(map("gpu").toString()).contains("NVIDIA A100", "count=1", "driver=535.1");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aToolThatTalksNonsenseChangesNothing() throws Exception {
    program("nvidia-smi", "echo 'Failed to initialize NVML, , [N/A]'\n");
    gather();

    assertThat(map("gpu").toString()).contains("NVIDIA A100", "driver=535.1");
  }

  @Test
  void aMachineThatHidesItsFilesIsAsTheJdkKnowsIt() throws Exception {
    Root nothing = new Root(top.resolve("none"));
    new Host(nothing, Map.of()).addTo(found);
    new Program(nothing, List.of()).addTo(found);
    new Cluster(nothing, Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"), "").addTo(found);

    assertThat(map("process")).containsEntry("pid", ProcessHandle.current().pid());
    assertThat((Integer) map("cpu").get("virtual")).isPositive();
    assertThat((Long) map("memory").get("virt")).isPositive();
    assertThat(map("platform")).containsEntry("system", System.getProperty("os.name"));
    assertThat(found).doesNotContainKeys("boot_time", "container");
  }

  private void gather() throws Exception {
    Root root = new Root(top);
    Path tree = top.resolve("tree");
    Commands commands =
        new Commands(tree, Map.of("PATH", top.resolve("bin").toString()), Duration.ofMinutes(5));
    for (Source source :
        List.of(
            new Cluster(root, ENVIRONMENT, EXECUTOR),
            new Host(root, ENVIRONMENT),
            new Program(root, List.of("tracker-client-1.0.3.jar")),
            new Git(tree, commands, true),
            new GpuDevices(root, commands))) {
      source.addTo(found);
    }
  }

  @SuppressWarnings("unchecked") // written so
  private Map<String, Object> map(String key) {
    return (Map<String, Object>) found.get(key);
  }

  private static void flatten(String prefix, Object value, Set<String> keys) {
    if (value instanceof Map) {
      ((Map<?, ?>) value).forEach((key, inner) -> flatten(prefix + "." + key, inner, keys));
    } else if (value instanceof List
        && !((List<?>) value).isEmpty()
        && ((List<?>) value).get(0) instanceof Map) {
      flatten(prefix + ".0", ((List<?>) value).get(0), keys);
    } else {
      keys.add(prefix.substring(1) + (value instanceof List ? "[]" : ""));
    }
  }

  private void program(String name, String script) throws IOException {
    Path file = write("bin/" + name, "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Path write(String file, String text) throws IOException {
    Path path = top.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }
}
