package ai.trainy.pluto.observe.system;

import java.io.IOException;

/** Bytes through all network interfaces since the machine started: {@code proc/net/dev}. */
final class Network implements Source {
  private static final String SENT = Sample.PREFIX + "network.bytes_sent";
  private static final String RECEIVED = Sample.PREFIX + "network.bytes_recv";

  private static final String SENT_RATE = SENT + ".rate";
  private static final String RECEIVED_RATE = RECEIVED + ".rate";

  /** Behind the bytes received, before those sent. */
  private static final int FIELDS_BETWEEN = 7;

  private final KernelFile interfaces;
  private final Rate sent = new Rate();
  private final Rate received = new Rate();

  Network(Root root) {
    this.interfaces = root.file("proc/net/dev");
  }

  @Override
  public void measure(Sample into) throws IOException {
    double out = 0;
    double in = 0;
    interfaces.read();
    while (interfaces.nextLine()) {
      // Names may have one as well; headings have none.
      if (interfaces.skipPastLast(':')) {
        in += Math.max(interfaces.number(), 0);
        for (int i = 0; i < FIELDS_BETWEEN; i++) {
          interfaces.number();
        }
        out += Math.max(interfaces.number(), 0);
      }
    }
    into.put(SENT, out);
    into.put(RECEIVED, in);
    into.put(SENT_RATE, sent.perSecond(out, into.time()));
    into.put(RECEIVED_RATE, received.perSecond(in, into.time()));
  }
}
