package ai.trainy.pluto.observe.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from copies of the kernel's files, as machines have them. */
class LinuxTest {
  private static final String STAT =
      "cpu  300 0 100 1600 0 0 0 0 0 0\n"
          + "cpu0 100 0 50 850 0 0 0 0 0 0\n"
          + "cpu1 200 0 50 750 0 0 0 0 0 0\n"
          + "intr 5 0 0\n"
          + "ctxt 12\n";
  private static final String STAT_LATER =
      "cpu  500 0 100 1800 0 0 0 0 0 0\n"
          + "cpu0 150 0 50 900 0 0 0 0 0 0\n"
          + "cpu1 300 0 50 750 0 0 0 0 0 0\n";
  private static final String MEMINFO =
      "MemTotal:       16000 kB\n"
          + "MemFree:         1000 kB\n"
          + "MemAvailable:    6000 kB\n"
          + "Active:          4000 kB\n"
          + "Active(anon):    3000 kB\n"
          + "HugePages_Total:    0\n";
  private static final String NET =
      "Inter-|   Receive                                                |  Transmit\n"
          + " face |bytes    packets errs drop fifo frame compressed multicast|bytes packets\n"
          + "    lo: 1000 10 0 0 0 0 0 0 1000 10 0 0 0 0 0 0\n"
          + "eth0:5000 20 0 0 0 0 0 0 7000 30 0 0 0 0 0 0\n";

  @TempDir Path top;
  private Root root;

  @BeforeEach
  void machine() throws IOException {
    root = new Root(top);
    write("proc/stat", STAT);
    write("proc/meminfo", MEMINFO);
    write("proc/net/dev", NET);
  }

  @Test
  void eachProcessorIsBusyForItsShareOfTheTime() throws IOException {
    Processors processors = new Processors(root);

    assertThat(sample(processors, 0).values()).isEmpty();
    write("proc/stat", STAT_LATER);

    assertThat(sample(processors, 4000).values())
        .containsOnly(entry("sys/cpu.percentage.0", 50.0), entry("sys/cpu.percentage.1", 100.0));
  }

  @Test
  void processorsThatThisProcessMayNotUseAreNoneOfOurs() throws IOException {
    write("proc/self/status", "Name:\tjava\nCpus_allowed_list:\t1,4-7\n");
    Processors processors = new Processors(root);
    sample(processors, 0);
    write("proc/stat", STAT_LATER);

    assertThat(sample(processors, 4000).values()).containsOnlyKeys("sys/cpu.percentage.1");
  }

  @Test
  void memoryIsTheMachinesWithoutAContainer() throws IOException {
    assertThat(sample(memory(), 0).values())
        .containsEntry("sys/memory.used", 10_000.0 * 1024)
        .containsEntry("sys/memory.active", 4_000.0 * 1024)
        .hasSize(2);
  }

  @Test
  void memoryIsTheContainersWhereItHasALimit() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
    write("sys/fs/cgroup/memory.max", "1000000\n");
    write("sys/fs/cgroup/memory.current", "700000\n");
    write(
        "sys/fs/cgroup/memory.stat",
        "anon 1\nactive_anon 100000\ninactive_file 200000\nactive_file 50000\n");

    assertThat(sample(memory(), 0).values())
        .containsEntry("sys/memory.used", 500_000.0)
        .containsEntry("sys/memory.active", 150_000.0)
        .containsEntry("sys/memory.limit", 1_000_000.0);
  }

  @Test
  void aLimitOfAGroupFurtherUpCounts() throws IOException {
    write("proc/self/cgroup", "0::/kubepods/pod1/main\n");
    write("sys/fs/cgroup/cgroup.controllers", "memory\n");
    write("sys/fs/cgroup/kubepods/pod1/main/memory.max", "max\n");
    write("sys/fs/cgroup/kubepods/pod1/memory.max", "5000\n");
    write("sys/fs/cgroup/kubepods/pod1/memory.current", "4000\n");

    assertThat(sample(memory(), 0).values())
        .containsEntry("sys/memory.used", 4000.0)
        .containsEntry("sys/memory.limit", 5000.0);
  }

  @Test
  void theFirstVersionOfControlGroupsIsReadAsWell() throws IOException {
    write("proc/self/cgroup", "7:cpu,cpuacct:/docker/ab\n5:memory:/docker/ab\n");
    // A container sees its own group at the top, under a path that is the host's.
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9000\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "8000\n");
    write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 1000\n");

    assertThat(sample(memory(), 0).values())
        .containsEntry("sys/memory.used", 7000.0)
        .containsEntry("sys/memory.limit", 9000.0)
        .doesNotContainKey("sys/memory.active");
  }

  @Test
  void theNumberThatMeansNoLimitIsNone() throws IOException {
    write("proc/self/cgroup", "5:memory:/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "8000\n");

    assertThat(sample(memory(), 0).values()).doesNotContainKey("sys/memory.limit");
  }

  @Test
  void theNetworkIsAllInterfacesAndHasRatesFromTheSecondSampleOn() throws IOException {
    Network network = new Network(root);

    assertThat(sample(network, 0).values())
        .containsEntry("sys/network.bytes_sent", 8000.0)
        .containsEntry("sys/network.bytes_recv", 6000.0)
        .hasSize(2);
    write("proc/net/dev", NET.replace("eth0:5000", "eth0:9000"));

    assertThat(sample(network, 2000).values())
        .containsEntry("sys/network.bytes_recv.rate", 2000.0)
        .containsEntry("sys/network.bytes_sent.rate", 0.0);
  }

  @Test
  void aCounterThatWasSetBackIsAllNew() {
    Rate rate = new Rate();

    assertThat(rate.perSecond(5000, 0)).isNaN();
    assertThat(rate.perSecond(1000, 1000)).isEqualTo(1000);
  }

  @Test
  void portsOfInfiniBandAreCountedInBytes() throws IOException {
    String counters = "sys/class/infiniband/mlx5_0/ports/1/counters/";
    write(counters + "port_rcv_data", "100\n");
    write(counters + "port_xmit_packets", "7\n");

    assertThat(sample(new InfiniBand(root), 0).values())
        .containsEntry("sys/ib.mlx5_0.1.rcv_bytes", 400.0)
        .containsEntry("sys/ib.mlx5_0.1.xmit_packets", 7.0)
        .hasSize(2);
  }

  @Test
  void whatIsHiddenIsAnException() throws IOException {
    Files.delete(top.resolve("proc/meminfo"));

    assertThatThrownBy(() -> sample(memory(), 0)).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aLimitThatIsSetLaterIsSeenWithinAMinute() throws IOException {
    Memory memory = memory();
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/cgroup.controllers", "memory\n");
    write("sys/fs/cgroup/memory.current", "8000\n");
    assertThat(sample(memory, 0).values()).doesNotContainKey("sys/memory.limit");

    write("sys/fs/cgroup/memory.max", "9000\n");
    for (int time = 4_000; time < 60_000; time += 4_000) {
      sample(memory, time);
    }

    assertThat(sample(memory, 60_000).values()).containsEntry("sys/memory.limit", 9000.0);
  }

  @Test
  void aGroupThatTheProcessHasLeftIsNotShown() throws IOException {
    Memory memory = memory();
    write("proc/self/cgroup", "0::/one\n");
    write("sys/fs/cgroup/cgroup.controllers", "memory\n");
    write("sys/fs/cgroup/one/memory.max", "9000\n");
    write("sys/fs/cgroup/one/memory.current", "8000\n");
    sample(memory, 0);

    Files.delete(top.resolve("sys/fs/cgroup/one/memory.current"));
    write("proc/self/cgroup", "0::/other\n");
    write("sys/fs/cgroup/other/memory.max", "7000\n");
    write("sys/fs/cgroup/other/memory.current", "6000\n");

    assertThat(sample(memory, 4000).values()).containsEntry("sys/memory.used", 6000.0);
  }

  @Test
  void aMachineWithManyProcessorsAndALongLineBehindThemIsReadWhole() throws IOException {
    int processors = 512;
    Processors source = new Processors(root);
    write("proc/stat", stat(processors, 100));
    sample(source, 0);
    write("proc/stat", stat(processors, 200));

    assertThat(sample(source, 4000).values())
        .hasSize(processors)
        .containsEntry("sys/cpu.percentage.511", 50.0);
  }

  private static String stat(int processors, int ticks) {
    StringBuilder stat = new StringBuilder("cpu  0 0 0 0 0 0 0 0 0 0\n");
    for (int i = 0; i < processors; i++) {
      stat.append("cpu").append(i).append(' ').append(ticks).append(" 0 0 ").append(ticks);
      stat.append(" 0 0 0 0 0 0\n");
    }
    return stat + "intr " + "1 ".repeat(20_000) + "\n";
  }

  @Test
  void whatIsNonsenseIsNotMeasured() throws IOException {
    write("proc/self/status", "Cpus_allowed_list:\t3-99999999999\n");
    write("proc/stat", "cpu\ncpu0 all is well\n\0\377");
    write("proc/meminfo", "MemTotal: much\nMemAvailable:\nActive");
    write("proc/net/dev", ":::\n\n  lo: none\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "\n");

    assertThat(sample(new Processors(root), 0).values()).isEmpty();
    assertThat(sample(memory(), 0).values()).isEmpty();
    assertThat(sample(new Network(root), 0).values()).containsValue(0.0);
    assertThat(sample(new InfiniBand(root), 0).values()).isEmpty();
  }

  private Memory memory() {
    return new Memory(root, new ControlGroup(root));
  }

  private static Sample sample(Source source, long time) throws IOException {
    Sample sample = new Sample(time);
    source.measure(sample);
    return sample;
  }

  private void write(String file, String text) throws IOException {
    Path path = top.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
