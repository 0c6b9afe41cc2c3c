package ai.trainy.pluto.transport;

import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.CacheControl;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Looks whether a service is there, how far away, and what time it has. Without the key: that it is
 * there must not depend on who asks.
 */
public final class Probe {
  private static final long MAX_BODY_BYTES = 4096;

  /** {@code Date} leaves out what is below a second: half of one on average. */
  private static final Duration LEFT_OUT = Duration.ofMillis(500);

  /** Where each service tells that it is well. */
  private static final Map<Setting, String> HEALTH =
      Map.of(
          Setting.URL_APP, "/",
          Setting.URL_API, "/api/health",
          Setting.URL_INGEST, "/health",
          Setting.URL_PY, "/healthz");

  private static final String HEALTHY = "OK";

  private final Settings settings;
  private final Network network;
  private final Clock clock;

  /**
   * @param patience how long a service may take to answer
   * @param problems is told, before this returns, what of the way there cannot be used: each one
   *     line
   */
  public Probe(Settings settings, Duration patience, Consumer<Notice> problems) {
    this(
        settings,
        new Network(settings, JvmProxies.ofThisJvm(() -> true), Timeouts.of(patience), problems),
        Clock.systemUTC());
  }

  Probe(Settings settings, Network network, Clock clock) {
    this.settings = settings;
    this.network = network;
    this.clock = clock;
  }

  /**
   * Asks one service, twice if it answers, so that the second time no connection has to be made.
   *
   * @param service one of {@link Setting#URL_APP}, {@link Setting#URL_API}, {@link
   *     Setting#URL_INGEST} and {@link Setting#URL_PY}
   */
  public ProbeResult ask(Setting service) {
    String address = settings.url(service);
    HttpUrl url = HttpUrl.parse(address + HEALTH.get(service));
    if (url == null) {
      return ProbeResult.notReached(address, network.route(address), "not a valid address");
    }
    String route = network.route(address);
    OkHttpClient client =
        network
            .client(url.isHttps())
            .callTimeout(network.timeouts().quick())
            .protocols(Collections.singletonList(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(1, 1, TimeUnit.MINUTES))
            .build();
    try {
      Answer first = ask(client, url);
      if (isInTrouble(first.apiResponse)) {
        return ProbeResult.notReached(address, route, first.apiResponse.cause());
      }
      if (service != Setting.URL_APP && !isHealthy(first.apiResponse)) {
        return ProbeResult.notPluto(address, route, first.apiResponse.cause());
      }
      Answer warm = askAgain(client, url).orElse(first);
      return ProbeResult.reached(
          address,
          route,
          new ProbeResult.Timing(first.took, warm.took, warm.serverTime, warm.difference()));
    } catch (IOException e) {
      return ProbeResult.notReached(address, route, network.failure(url).describe(e));
    } finally {
      client.connectionPool().evictAll();
    }
  }

  private Optional<Answer> askAgain(OkHttpClient client, HttpUrl url) {
    try {
      return Optional.of(ask(client, url));
    } catch (IOException goneAgain) {
      return Optional.empty();
    }
  }

  private Answer ask(OkHttpClient client, HttpUrl url) throws IOException {
    Request request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "pluto")
            .cacheControl(CacheControl.FORCE_NETWORK)
            .build();
    Instant sent = clock.instant();
    long start = System.nanoTime();
    try (Response response = client.newCall(request).execute()) {
      ApiResponse apiResponse =
          new ApiResponse(response.code(), Content.of(response, MAX_BODY_BYTES), Duration.ZERO);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      // What a cache has kept tells what time it was.
      Optional<Instant> date =
          Optional.ofNullable(response.headers().getDate("Date"))
              .filter(known -> response.header("Age") == null)
              .map(Date::toInstant);
      return new Answer(apiResponse, sent, took, date);
    }
  }

  private static boolean isInTrouble(ApiResponse apiResponse) {
    return apiResponse.status() == 407
        || apiResponse.status() == 429
        || apiResponse.status() >= 500;
  }

  /**
   * Whether Pluto's service says that it is well (section 7.4): the text OK, or an object with that
   * status. The page for people can be any page, and may send people elsewhere.
   */
  private static boolean isHealthy(ApiResponse apiResponse) {
    if (apiResponse.status() != 200) {
      return false;
    }
    String text = apiResponse.body().strip();
    if (text.equalsIgnoreCase(HEALTHY)) {
      return true;
    }
    try {
      return JsonValue.read(text).get("status").text("").equalsIgnoreCase(HEALTHY);
    } catch (IOException notJson) {
      return false;
    }
  }

  /** One answer, and when it came. */
  private static final class Answer {
    private final ApiResponse apiResponse;
    private final Instant sent;
    private final Duration took;
    private final Optional<Instant> serverTime;

    Answer(ApiResponse apiResponse, Instant sent, Duration took, Optional<Instant> serverTime) {
      this.apiResponse = apiResponse;
      this.sent = sent;
      this.took = took;
      this.serverTime = serverTime;
    }

    Optional<Duration> difference() {
      Instant midway = sent.plusNanos(took.toNanos() / 2);
      return serverTime.map(time -> Duration.between(midway, time.plus(LEFT_OUT)));
    }
  }
}
