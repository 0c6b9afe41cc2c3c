package ai.trainy.pluto.transport;

import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.DaemonThreads;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * How servers are reached: through which proxy, and which certificates are trusted. The same for
 * services and for storage. Immutable, and safe for use by several threads.
 */
public final class Network {
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

  private final ProxyRoutes routes;
  private final Optional<Trust> trust;
  private final boolean httpStorage;
  private final Timeouts timeouts;
  private final boolean encrypted;

  /**
   * Reads the file of certificates, if one is named; connects to nothing.
   *
   * @param settings for proxy, certificates, addresses and the environment
   * @param problems is given, before this returns, a message for each setting that cannot be used:
   *     each one line, without user, password or key
   */
  public Network(Settings settings, Consumer<Notice> problems) {
    this(settings, () -> true, problems);
  }

  /**
   * For a JVM that belongs to somebody else.
   *
   * @param proxySelectorInUse whether anybody there has used {@link java.net.ProxySelector}. Where
   *     nobody has, it is left for the program to set up
   */
  public Network(Settings settings, BooleanSupplier proxySelectorInUse, Consumer<Notice> problems) {
    this(settings, JvmProxies.ofThisJvm(proxySelectorInUse), Timeouts.OF_THE_PROTOCOL, problems);
  }

  Network(Settings settings, JvmProxies jvm, Timeouts timeouts, Consumer<Notice> problems) {
    this.timeouts = timeouts;
    this.routes = new ProxyRoutes(settings, jvm);
    this.trust = Trust.of(settings, problems);
    this.httpStorage = settings.text(Setting.HTTP_STORAGE).filter("allow"::equals).isPresent();
    List<HttpUrl> services =
        Stream.of(Setting.URL_API, Setting.URL_INGEST, Setting.URL_PY)
            .map(service -> HttpUrl.parse(settings.url(service)))
            .filter(url -> url != null)
            .collect(Collectors.toList());
    this.encrypted = services.stream().anyMatch(HttpUrl::isHttps);
    // Problems that concern no Pluto server are not reported.
    services.stream()
        .flatMap(url -> routes.of(url).problem().stream())
        .distinct()
        .forEach(problems);
  }

  /** Whether any of Pluto's services has an https address. */
  boolean isEncrypted() {
    return encrypted;
  }

  /**
   * What all HTTP clients have in common.
   *
   * @param encrypted whether it is for https addresses, too: that takes reading all the
   *     certificates that this Java trusts
   */
  OkHttpClient.Builder client(boolean encrypted) {
    ProxyLogin login = new ProxyLogin(routes);
    OkHttpClient.Builder client =
        OwnThreads.of(new OkHttpClient.Builder(), new DaemonThreads(), KEEP_ALIVE)
            .socketFactory(new NoDelaySocketFactory(NoDelaySocketFactory.SYSTEM_BUFFER))
            .proxySelector(routes)
            .proxyAuthenticator(login)
            .addNetworkInterceptor(login)
            .addNetworkInterceptor(new LengthCheck())
            // Retrying is core's business, which knows what may be sent twice.
            .retryOnConnectionFailure(false)
            // The key would go along, and most would turn a PUT into a GET, whose success says
            // nothing about the file.
            .followRedirects(false);
    routes.asked().ifPresent(route -> client.proxy(route.proxies().get(0)));
    if (!encrypted) {
      return client.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
    }
    trust.ifPresent(given -> client.sslSocketFactory(given.sockets(), given.manager()));
    OkHttpClient trusting = client.build();
    return client.sslSocketFactory(
        new HostCheckedTls(trusting.sslSocketFactory()),
        Objects.requireNonNull(trusting.x509TrustManager()));
  }

  /** How long services may keep a request waiting. */
  Timeouts timeouts() {
    return timeouts;
  }

  /** Returns whether files may go over plain http although Pluto itself is reached by https. */
  boolean allowsHttpStorage() {
    return httpStorage;
  }

  /**
   * The way to a server, for people: "directly", or "through the proxy http://proxy:3128
   * (https_proxy)"; with what asks for it, where something does. Without user and password.
   */
  public String route(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed == null ? "nowhere: not a valid address" : routes.of(parsed).toString();
  }

  /** The proxies on the way to a server; {@link Proxy#NO_PROXY} stands for none. */
  List<Proxy> proxies(HttpUrl url) {
    return routes.of(url).proxies();
  }

  /** Says, of a request to {@code url}, why there was no answer. */
  ConnectionFailure failure(HttpUrl url) {
    return new ConnectionFailure(url, routes.of(url));
  }
}
