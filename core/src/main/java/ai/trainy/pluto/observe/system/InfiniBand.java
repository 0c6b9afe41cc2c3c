package ai.trainy.pluto.observe.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bytes and packets through each InfiniBand port: {@code sys/class/infiniband}. */
final class InfiniBand implements Source {
  private static final String DEVICES = "sys/class/infiniband";

  /** The kernel counts data in words of four bytes. */
  private static final int WORD_BYTES = 4;

  private final Root root;
  private final Map<String, Rate> rates = new HashMap<>();

  InfiniBand(Root root) {
    this.root = root;
  }

  @Override
  public void measure(Sample into) {
    for (String device : root.names(DEVICES)) {
      List<String> ports = root.names(DEVICES + "/" + device + "/ports");
      for (String port : ports) {
        String counters = DEVICES + "/" + device + "/ports/" + port + "/counters/";
        String name = "ib." + device + "." + port + ".";
        put(into, name + "rcv_bytes", counters + "port_rcv_data", WORD_BYTES);
        put(into, name + "xmit_bytes", counters + "port_xmit_data", WORD_BYTES);
        put(into, name + "rcv_packets", counters + "port_rcv_packets", 1);
        put(into, name + "xmit_packets", counters + "port_xmit_packets", 1);
      }
    }
  }

  private void put(Sample into, String name, String counter, int unit) {
    Optional<Double> count = root.number(counter);
    if (count.isPresent()) {
      double value = count.get() * unit;
      into.put(name, value);
      Rate rate = rates.computeIfAbsent(name, first -> new Rate());
      into.put(name + ".rate", rate.perSecond(value, into.time()));
    }
  }
}
