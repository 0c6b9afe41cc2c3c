package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server answers, every call has an outcome; none throws. */
@Timeout(300)
class AnyAnswerTest {
  private static final int ANSWERS_PER_CALL = 60;

  private static final String[] STATUS = {
    "HTTP/1.1 200 OK",
    "HTTP/1.1 422 X",
    "HTTP/1.1 400 X",
    "HTTP/1.1 503 X",
    "HTTP/1.1 401 X",
    "HTTP/1.1 204 X",
    "HTTP/1.1 304 X",
    "HTTP/1.1 307 X",
    "HTTP/1.1 101 X",
    "HTTP/1.1 407 X",
    "HTTP/1.0 200",
    "HTTP/1.1 100 Continue",
    "HTTP/1.1 999 X",
    "HTTP/1.1 -1 X",
    "HTTP/1.1 2 00",
    "HTTP/2 200",
    "ICY 200 OK",
    "HTTP/1.1",
    "SSH-2.0-x",
    "\0\1\2",
    ""
  };

  private static final String[] HEADER = {
    "Content-Length: -5",
    "Content-Length: 5",
    "Content-Length: 99999999999999999999",
    "Content-Length: 9223372036854775807",
    "Content-Length: x",
    "Transfer-Encoding: chunked",
    "Content-Encoding: gzip",
    "Content-Type: application/json; charset=none",
    "Content-Type: ;;;",
    "Content-Type: text/html",
    "Retry-After: 0",
    "Retry-After: -1",
    "Location: http://[::1",
    "Location: :",
    "ETag: \"x\"",
    "WWW-Authenticate: \"",
    "Proxy-Authenticate: Basic realm=\"",
    "Date: yesterday",
    "Set-Cookie: \u00e9=\u0001",
    ": nothing",
    "no colon",
    "X-\u00fc: \u00ff",
    "Connection: close"
  };

  private static final String[] BODY = {
    "{\"success\":true}",
    "{\"runId\":1e400}",
    "{\"runId\":-1,\"projectName\":{},\"url\":[]}",
    "{\"organization\":{\"slug\":{}}}",
    "{\"runs\":[1,null,{\"id\":\"x\"}]}",
    "{\"a\":{\"x.png\":1}}",
    "{\"error\":{\"issues\":[1,{\"path\":7}]}}",
    "{\"message\":\"X (1002 - \"}",
    "{\"status\":[\"RUNNING\"]}",
    "Stream processed successfully: 00000000000000000003 records",
    "<Error><Code></Error></Code>",
    "</Code><Error><Code>",
    "\ufeff{}",
    "5\r\nabc",
    "-5\r\n\r\n",
    "ffffffffffffffff\r\n",
    ""
  };

  @TempDir Path work;

  @ParameterizedTest
  @EnumSource
  void hasAnOutcome(Call call) throws IOException {
    long seed = Long.getLong("pluto.test.seed", System.nanoTime());
    Random random = new Random(seed);
    Logger library = Logger.getLogger("okhttp3.OkHttpClient");
    Warnings warnings = new Warnings();
    library.addHandler(warnings);
    Path file = Files.writeString(work.resolve("x.content"), "x");
    try (BytesServer server = new BytesServer(() -> answer(random));
        HttpPlutoApi api = Wire.api(server.url())) {
      for (int i = 0; i < ANSWERS_PER_CALL; i++) {
        Outcome<?> outcome = call.make(api, server.url(), file);

        String what = "-Dpluto.test.seed=" + seed + ", answer " + i;
        assertThat(outcome).as(what).isNotNull();
        assertThat(outcome.why()).as(what).hasSizeLessThan(1000).doesNotContain("\n", "\r", "\0");
      }
    } finally {
      library.removeHandler(warnings);
    }
    // They would be on the stderr of the program.
    assertThat(warnings.messages).as("-Dpluto.test.seed=" + seed).isEmpty();
  }

  /** What the HTTP library logs. */
  private static final class Warnings extends Handler {
    private final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      messages.add(record.getMessage());
    }

    @Override
    public void flush() {
      // Nothing waits.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static byte[] answer(Random random) {
    if (random.nextInt(10) == 0) {
      byte[] anything = new byte[random.nextInt(500)];
      random.nextBytes(anything);
      return anything;
    }
    StringBuilder head =
        new StringBuilder(random.nextInt(3) == 0 ? any(STATUS, random) : STATUS[0]);
    head.append("\r\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      head.append(any(HEADER, random)).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    answer.writeBytes(any(BODY, random).getBytes(StandardCharsets.UTF_8));
    byte[] whole = answer.toByteArray();
    if (random.nextInt(4) == 0) {
      whole[random.nextInt(whole.length)] = (byte) random.nextInt();
    }
    return whole;
  }

  private static String any(String[] of, Random random) {
    return of[random.nextInt(of.length)];
  }

  @ParameterizedTest
  @EnumSource
  void ofANegativeLengthIsAnOutage(Call call) throws IOException {
    Path file = Files.writeString(work.resolve("x.content"), "x");
    try (BytesServer server =
            BytesServer.answering("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + call.yes());
        HttpPlutoApi api = Wire.api(server.url())) {
      Outcome<?> outcome = call.make(api, server.url(), file);

      assertThat(outcome.isAccepted()).isFalse();
      assertThat(outcome.why()).contains("answered something that is not HTTP");
    }
  }

  @Test
  void nestedWithoutEndIsAnOutage() throws IOException {
    String deep = "{\"success\":".repeat(50_000);
    try (BytesServer server =
            BytesServer.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: " + deep.length() + "\r\n\r\n" + deep);
        HttpPlutoApi api = Wire.api(server.url())) {
      assertThat(api.updateTags(Wire.RUN, List.of()))
          .hasToString("TRY_AGAIN: HTTP 200, an answer that is not Pluto's");
    }
  }

  /** Such a name is not taken from a server any more; a journal may have it from before. */
  @ParameterizedTest
  @ValueSource(strings = {"x\r\nX-Run-Id: 2", "x\nX-Run-Id: 2", "\u00fcber", "\u4e2d", "x\0"})
  void neverSendsAProjectThatNoHeaderCarries(String project) throws IOException {
    RunHandle run = new RunHandle(1, project, project, "", false);
    StringBuilder head = new StringBuilder();
    try (BytesServer server =
            new BytesServer(
                () ->
                    "HTTP/1.1 422 X\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII),
                head::append);
        HttpPlutoApi api = Wire.api(server.url())) {
      api.sendMetrics(run, List.of());

      assertThat(head.toString().lines())
          .contains("X-Run-Id: 1")
          .doesNotContain("X-Run-Id: 2")
          .allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~'));
    }
  }
}
