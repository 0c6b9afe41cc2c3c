package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class AtOnceTest {
  @Test
  void everySocketSendsAtOnce() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    AtOnce factory = new AtOnce();
    try (ServerSocket server = new ServerSocket(0, 0, here);
        Socket unconnected = factory.createSocket();
        Socket connected = factory.createSocket(here, server.getLocalPort());
        Socket bound = factory.createSocket(here, server.getLocalPort(), here, 0)) {
      assertThat(unconnected.getTcpNoDelay()).isTrue();
      assertThat(connected.getTcpNoDelay()).isTrue();
      assertThat(bound.getTcpNoDelay()).isTrue();
    }
  }
}
