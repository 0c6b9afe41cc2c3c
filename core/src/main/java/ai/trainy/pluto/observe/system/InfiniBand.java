package ai.trainy.pluto.observe.system;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes and packets through each InfiniBand port: {@code sys/class/infiniband}. */
final class InfiniBand implements Source {
  private static final String DEVICES = "sys/class/infiniband";

  /** The kernel counts data in words of four bytes. */
  private static final int WORD_BYTES = 4;

  private final Root root;

  /** Looked for once: such devices are not plugged in while a program runs. */
  private @Nullable List<Counter> counters;

  InfiniBand(Root root) {
    this.root = root;
  }

  private static final class Counter {
    private final KernelFile file;
    private final int unit;
    private final String name;
    private final String rateName;
    private final Rate rate = new Rate();

    Counter(KernelFile file, int unit, String name) {
      this.file = file;
      this.unit = unit;
      this.name = name;
      this.rateName = name + ".rate";
    }

    void measure(Sample into) {
      double count = (double) file.onlyNumber() * unit;
      if (count >= 0) {
        into.put(name, count);
        into.put(rateName, rate.perSecond(count, into.time()));
      }
    }
  }

  @Override
  public void measure(Sample into) {
    if (counters == null) {
      counters = find();
    }
    counters.forEach(counter -> counter.measure(into));
  }

  private List<Counter> find() {
    List<Counter> found = new ArrayList<>();
    for (String device : root.names(DEVICES)) {
      String ports = DEVICES + "/" + device + "/ports";
      for (String port : root.names(ports)) {
        String directory = ports + "/" + port + "/counters/port_";
        String name = Sample.PREFIX + "ib." + device + "." + port + ".";
        found.add(counter(directory + "rcv_data", WORD_BYTES, name + "rcv_bytes"));
        found.add(counter(directory + "xmit_data", WORD_BYTES, name + "xmit_bytes"));
        found.add(counter(directory + "rcv_packets", 1, name + "rcv_packets"));
        found.add(counter(directory + "xmit_packets", 1, name + "xmit_packets"));
      }
    }
    return found;
  }

  private Counter counter(String file, int unit, String name) {
    return new Counter(root.file(file), unit, name);
  }
}
