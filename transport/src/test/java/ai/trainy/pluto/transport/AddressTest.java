package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address to upload to is signed: it must arrive as it was given (section 9.6). */
@Timeout(300)
class AddressTest {
  @TempDir Path work;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bucket/a%2Fb%2fc.png",
        "/bucket/a+b%2Bc%20d%25e.png",
        "/bucket//twice///x.png",
        "/bucket/~home/%7Ehome/-._x",
        "/bucket/a!b$c&d'e(f)g*h,i;j=k:l@m[n].png",
        "/bucket/%22%27%28%29%2A%3A%3C%3E%3F%5B%5C%5D%5E%60%7B%7C%7D%23",
        "/bucket/%C3%A9/%e4%b8%ad.png",
        "/bucket/x.png?X-Amz-Credential=a%2Fb%2Fs3&X-Amz-Signature=0f&x-id=PutObject",
        "/bucket/x.png?a=b+c%2Bd%20e&empty=&none&&twice=1&twice=2&t=~%7E/?:@!$(),;*=",
        "/bucket/",
        "/"
      })
  void anAddressIsSentAsItWasGiven(String target) throws Exception {
    Path file = Files.writeString(work.resolve("x.content"), "x");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<String> line = new FutureTask<>(() -> requestLine(server));
      Thread thread = new Thread(line, "storage");
      thread.setDaemon(true);
      thread.start();
      Storage storage = new Storage(Wire.network(), new StorageRules(true));
      try {
        assertThat(storage.put("http://127.0.0.1:" + server.getLocalPort() + target, file, "png"))
            .hasToString("ACCEPTED");
      } finally {
        storage.close();
      }

      assertThat(line.get()).isEqualTo("PUT " + target + " HTTP/1.1");
    }
  }

  /** Takes one request, whose body is one character. */
  private static String requestLine(ServerSocket server) throws IOException {
    try (Socket connection = server.accept()) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
      String first = in.readLine();
      while (!in.readLine().isEmpty()) {
        // A header.
      }
      assertThat(in.read()).isEqualTo('x');
      connection
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      return first;
    }
  }
}
