package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy is taken for which server, and who decides. */
class ProxyRoutesTest {
  private static final String API = "https://pluto-api.trainy.ai";
  private static final JvmProxies SILENT = new JvmProxies(() -> null, () -> true, name -> null);
  private static final JvmProxies STANDARD = JvmProxies.ofThisJvm(() -> true);

  @AfterEach
  void clear() {
    List.of("https.proxyHost", "https.proxyPort", "http.proxyHost", "http.nonProxyHosts")
        .forEach(System::clearProperty);
    List.of("socksProxyHost", "socksProxyPort").forEach(System::clearProperty);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what is set; where to; how
        "                                        | https://a.test      | directly",
        "https_proxy=http://p:1                  | https://a.test      | through the proxy http://p:1 (https_proxy)",
        "https_proxy=p:1                         | https://a.test      | through the proxy http://p:1 (https_proxy)",
        "https_proxy=p:1                         | http://a.test       | directly",
        "HTTPS_PROXY=p:1                         | https://a.test      | through the proxy http://p:1 (HTTPS_PROXY)",
        "https_proxy=p:1;HTTPS_PROXY=q:1         | https://a.test      | through the proxy http://p:1 (https_proxy)",
        "https_proxy= ;HTTPS_PROXY=q:1           | https://a.test      | through the proxy http://q:1 (HTTPS_PROXY)",
        "http_proxy=p:1                          | http://a.test       | through the proxy http://p:1 (http_proxy)",
        "http_proxy=p:1                          | https://a.test      | directly",
        "HTTP_PROXY=p:1                          | http://a.test       | directly",
        "all_proxy=socks5://p                    | https://a.test      | through the proxy socks5://p:1080 (all_proxy)",
        "all_proxy=socks5h://p                   | http://a.test       | through the proxy socks5://p:1080 (all_proxy)",
        "ALL_PROXY=socks5://p:7                  | http://a.test       | through the proxy socks5://p:7 (ALL_PROXY)",
        "all_proxy=p:1;https_proxy=q:1           | https://a.test      | through the proxy http://q:1 (https_proxy)",
        "https_proxy=http://me:pw@p:1            | https://a.test      | through the proxy http://p:1 (https_proxy)",
        "https_proxy=http://[fd00::1]:1          | https://a.test      | through the proxy http://[fd00::1]:1 (https_proxy)",
        "https_proxy=p:1;no_proxy=a.test         | https://a.test      | directly (no_proxy)",
        "https_proxy=p:1;NO_PROXY=a.test         | https://a.test      | directly (NO_PROXY)",
        "https_proxy=p:1;no_proxy=b;NO_PROXY=*   | https://a.test      | through the proxy http://p:1 (https_proxy)",
        "https_proxy=p:1;no_proxy=a.test:8443    | https://a.test      | through the proxy http://p:1 (https_proxy)",
        "https_proxy=p:1;no_proxy=a.test:8443    | https://a.test:8443 | directly (no_proxy)",
        "http_proxy=p:1;no_proxy=::/0            | http://[fd00::2]    | directly (no_proxy)",
        "http_proxy=p:1                          | http://localhost:3  | directly",
        "http_proxy=p:1                          | http://127.1.2.3:3  | directly",
        "http_proxy=p:1                          | http://[::1]:3      | directly",
        "PLUTO_PROXY=http://q:1;https_proxy=p:1  | https://a.test      | through the proxy http://q:1 (PLUTO_PROXY)",
        "PLUTO_PROXY=http://q:1;no_proxy=*       | https://a.test      | through the proxy http://q:1 (PLUTO_PROXY)",
        "PLUTO_PROXY=http://q:1                  | http://127.0.0.1    | through the proxy http://q:1 (PLUTO_PROXY)",
        "PLUTO_PROXY=http://q:1                  | http://pluto_api    | through the proxy http://q:1 (PLUTO_PROXY)",
        "PLUTO_PROXY=socks5h://me:pw@q           | https://a.test      | through the proxy socks5://q:1080 (PLUTO_PROXY)",
        "PLUTO_PROXY=none;https_proxy=p:1        | https://a.test      | directly (PLUTO_PROXY)",
        "PLUTO_PROXY=None;https_proxy=p:1        | https://a.test      | directly (PLUTO_PROXY)",
        "https_proxy=https://p:1;all_proxy=q:1   | https://a.test      | directly",
      })
  void environment(String variables, String url, String route) {
    assertThat(route(variables, SILENT, url)).isEqualTo(route);
    assertThat(route(variables, STANDARD, url)).isEqualTo(route);
  }

  @Test
  void thePropertiesOfTheJvmComeBeforeTheEnvironment() {
    System.setProperty("https.proxyHost", "jvm.test");
    System.setProperty("https.proxyPort", "8080");

    assertThat(route("https_proxy=p:1;no_proxy=*", STANDARD, "https://a.test"))
        .isEqualTo("through the proxy http://jvm.test:8080 (https.proxyHost)");
    assertThat(route("PLUTO_PROXY=none", STANDARD, "https://a.test"))
        .isEqualTo("directly (PLUTO_PROXY)");
  }

  @Test
  void aHostThatTheJvmExceptsIsReachedDirectlyWhateverTheEnvironmentSays() {
    System.setProperty("https.proxyHost", "jvm.test");
    System.setProperty("http.nonProxyHosts", "*.inside.test");

    assertThat(route("https_proxy=p:1", STANDARD, "https://a.inside.test"))
        .isEqualTo("directly (https.proxyHost)");
    assertThat(route("https_proxy=p:1", STANDARD, "https://a.test"))
        .isEqualTo("through the proxy http://jvm.test:443 (https.proxyHost)");
  }

  @Test
  void aPropertyForTheOtherSchemeDecidesNothing() {
    System.setProperty("http.proxyHost", "jvm.test");

    assertThat(route("https_proxy=p:1", STANDARD, "https://a.test"))
        .isEqualTo("through the proxy http://p:1 (https_proxy)");
  }

  @Test
  void theSocksProxyOfTheJvmIsTaken() {
    System.setProperty("socksProxyHost", "jvm.test");

    assertThat(route("https_proxy=p:1", STANDARD, "https://a.test"))
        .isEqualTo("through the proxy socks5://jvm.test:1080 (socksProxyHost)");
  }

  @Test
  void aSelectorOfTheProgramDecidesAlone() {
    Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("own.test", 9));

    assertThat(route("https_proxy=p:1", own(List.of(proxy)), API))
        .isEqualTo("through the proxy http://own.test:9 (the program's ProxySelector)");
    assertThat(route("https_proxy=p:1", own(List.of(Proxy.NO_PROXY)), API))
        .isEqualTo("directly (the program's ProxySelector)");
    assertThat(route("https_proxy=p:1", own(null), API))
        .isEqualTo("directly (the program's ProxySelector)");
  }

  @Test
  void aJvmThatHasBeenToldNothingOfProxiesIsNotAsked() {
    Map<String, String> properties = new HashMap<>();
    List<Proxy> answer =
        List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("own.test", 9)));
    boolean[] inUse = {false};
    JvmProxies jvm = new JvmProxies(() -> new Selector(answer), () -> inUse[0], properties::get);

    assertThat(route("https_proxy=p:1", jvm, API)).contains("http://p:1 (https_proxy)");

    for (String property : List.of("https.proxyHost", "socksProxyHost", "proxyHost")) {
      properties.put(property, "p");
      assertThat(route("https_proxy=p:1", jvm, API)).as(property).contains("http://own.test:9");
      properties.clear();
    }
    properties.put("java.net.useSystemProxies", "true");
    assertThat(route("https_proxy=p:1", jvm, API)).contains("http://own.test:9");
    properties.clear();
    inUse[0] = true;
    assertThat(route("https_proxy=p:1", jvm, API)).contains("http://own.test:9");
  }

  @Test
  void aSelectorOfTheProgramThatThrowsStopsNothing() {
    JvmProxies broken =
        new JvmProxies(
            () ->
                new Selector(List.of()) {
                  @Override
                  public List<Proxy> select(URI uri) {
                    throw new IllegalStateException("broken");
                  }
                },
            () -> true,
            name -> null);

    assertThat(route("", broken, API)).isEqualTo("directly (the program's ProxySelector)");
  }

  @Test
  void aSelectorOfTheProgramHearsOfItsProxiesThatFail() {
    Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("p", 9));
    Selector selector = new Selector(List.of(proxy));
    ProxyRoutes routes =
        new ProxyRoutes(
            Wire.settings(Map.of()), new JvmProxies(() -> selector, () -> true, name -> null));

    routes.connectFailed(URI.create(API), proxy.address(), new IOException("away"));

    assertThat(selector.failed).containsExactly(proxy.address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https_proxy=https://me:secret@p:1",
        "https_proxy=http://me:secret@p:port",
        "HTTPS_PROXY=http://me:secret",
        "all_proxy=quic://me:secret@p"
      })
  void whatCannotBeUsedIsSaidOnceAndNotShown(String variables) {
    List<String> problems = new ArrayList<>();
    Network network =
        new Network(
            Wire.settings(environment(variables)),
            SILENT,
            Wire.PATIENT,
            problem -> problems.add(problem.toString()));

    assertThat(network.route(API)).isEqualTo("directly");
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0))
        .startsWith(variables.replaceFirst("=.*", "") + ": the address of the proxy ")
        .endsWith(
            ". Pluto is reached directly; set PLUTO_PROXY to http://HOST:PORT, socks5://HOST:PORT"
                + " or none.")
        .doesNotContain("secret");
  }

  @Test
  void whatCannotBeUsedAndIsNotUsedIsNotSaid() {
    String variables = "http_proxy=https://p;https_proxy=q:1;all_proxy=quic://r";

    new Network(Wire.settings(environment(variables)), SILENT, Wire.PATIENT, Wire::complain);
  }

  @Test
  void aSocksProxyThatIsToGetAPasswordIsUsedWithoutItAndThatIsSaid() {
    List<String> problems = new ArrayList<>();
    Map<String, String> environment = environment("PLUTO_PROXY=socks5://me:secret@p");
    new Network(
        Wire.settings(environment),
        SILENT,
        Wire.PATIENT,
        problem -> problems.add(problem.toString()));

    assertThat(problems)
        .containsExactly(
            "PLUTO_PROXY: user and password are ignored for a SOCKS proxy. If it asks for them, it"
                + " cannot be used.");
  }

  private static String route(String variables, JvmProxies jvm, String url) {
    return new ProxyRoutes(Wire.settings(environment(variables)), jvm)
        .of(HttpUrl.get(url))
        .toString();
  }

  private static Map<String, String> environment(String variables) {
    Map<String, String> environment = new HashMap<>();
    if (variables != null && !variables.isEmpty()) {
      for (String variable : variables.split(";", -1)) {
        int equals = variable.indexOf('=');
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return environment;
  }

  private static JvmProxies own(List<Proxy> answer) {
    return new JvmProxies(() -> new Selector(answer), () -> true, name -> null);
  }

  private static class Selector extends ProxySelector {
    private final List<Proxy> answer;
    final List<SocketAddress> failed = new ArrayList<>();

    Selector(List<Proxy> answer) {
      this.answer = answer;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return answer;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
      failed.add(proxy);
    }
  }
}
