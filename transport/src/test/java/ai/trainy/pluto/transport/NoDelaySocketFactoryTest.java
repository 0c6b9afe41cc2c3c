package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class NoDelaySocketFactoryTest {
  @Test
  void everySocketSendsAtOnce() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    NoDelaySocketFactory factory = new NoDelaySocketFactory(NoDelaySocketFactory.SYSTEM_BUFFER);
    try (ServerSocket server = new ServerSocket(0, 0, here);
        Socket unconnected = factory.createSocket();
        Socket connected = factory.createSocket(here, server.getLocalPort());
        Socket bound = factory.createSocket(here, server.getLocalPort(), here, 0)) {
      assertThat(unconnected.getTcpNoDelay()).isTrue();
      assertThat(connected.getTcpNoDelay()).isTrue();
      assertThat(bound.getTcpNoDelay()).isTrue();
    }
  }

  @Test
  void aSocketLeavesAsideTheSocksProxyOfTheJvm() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 0, here);
        ServerSocket silent = new ServerSocket(0, 0, here);
        Socket socket =
            new NoDelaySocketFactory(NoDelaySocketFactory.SYSTEM_BUFFER).createSocket()) {
      System.setProperty("socksProxyHost", here.getHostAddress());
      System.setProperty("socksProxyPort", Integer.toString(silent.getLocalPort()));
      System.setProperty("socksNonProxyHosts", "");

      socket.connect(server.getLocalSocketAddress(), 5000);

      assertThat(socket.getPort()).isEqualTo(server.getLocalPort());
      server.accept().close();
    } finally {
      System.clearProperty("socksProxyHost");
      System.clearProperty("socksProxyPort");
      System.clearProperty("socksNonProxyHosts");
    }
  }
}
