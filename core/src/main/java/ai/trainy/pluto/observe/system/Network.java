package ai.trainy.pluto.observe.system;

import java.io.IOException;

/** Bytes through all network interfaces since the machine started: {@code proc/net/dev}. */
final class Network implements Source {
  private static final int SENT = 8;

  private final Root root;
  private final Rate sent = new Rate();
  private final Rate received = new Rate();

  Network(Root root) {
    this.root = root;
  }

  @Override
  public void measure(Sample into) throws IOException {
    double out = 0;
    double in = 0;
    for (String line : root.lines("proc/net/dev")) {
      int colon = line.lastIndexOf(':');
      if (colon > 0) {
        String[] fields = line.substring(colon + 1).trim().split(" +", -1);
        in += Double.parseDouble(fields[0]);
        out += Double.parseDouble(fields[SENT]);
      }
    }
    into.put("network.bytes_sent", out);
    into.put("network.bytes_recv", in);
    into.put("network.bytes_sent.rate", sent.perSecond(out, into.time()));
    into.put("network.bytes_recv.rate", received.perSecond(in, into.time()));
  }
}
