package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyAddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://proxy:3128, HTTP @ proxy/<unresolved>:3128",
    "HTTP://proxy:3128/, HTTP @ proxy/<unresolved>:3128",
    "proxy:3128, HTTP @ proxy/<unresolved>:3128",
    "proxy, HTTP @ proxy/<unresolved>:80",
    "http://proxy.example.com, HTTP @ proxy.example.com/<unresolved>:80",
    "http://10.0.0.1:8080, HTTP @ 10.0.0.1/<unresolved>:8080",
    "http://[fd00::1]:8080, HTTP @ fd00::1/<unresolved>:8080",
    "socks5://proxy, SOCKS @ proxy/<unresolved>:1080",
    "socks5h://proxy:1, SOCKS @ proxy/<unresolved>:1",
    "socks://proxy:65535/, SOCKS @ proxy/<unresolved>:65535",
    "http://me:secret@proxy:3128, HTTP @ proxy/<unresolved>:3128",
    "me:secret@proxy:3128, HTTP @ proxy/<unresolved>:3128"
  })
  void isReadInTheFormsThatAreInUse(String text, String proxy) {
    // Older JVMs print it without the mark.
    assertThat(new ProxyAddress(text).proxy().toString().replace("/<unresolved>", ""))
        .isEqualTo(proxy.replace("/<unresolved>", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://me:secret@proxy          | me:secret",
        "http://me@proxy                 | me:",
        "http://m%C3%A9:a%40b%3Ac@proxy  | m\u00e9:a@b:c",
        "http://me:a+b@proxy             | me:a+b",
        "http://me:100%@proxy            | me:100%",
        "http://me:p@ss/word#?@proxy     | me:p@ss/word#?",
        "http://me:a:b@proxy             | me:a:b"
      })
  void theLoginIsDecoded(String text, String login) {
    assertThat(new ProxyAddress(text).login())
        .contains(
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void withoutUserThereIsNoLogin() {
    assertThat(new ProxyAddress("http://proxy").login()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://me:secret@proxy | asks for TLS to the proxy itself, which is not possible",
        "ftp://proxy             | does not start with http:// or socks5://",
        "socks4://proxy          | does not start with http:// or socks5://",
        "http://proxy:port       | has a port that is not a number",
        "http://me:secret        | has a port that is not a number",
        "http://proxy:           | has a port that is not a number",
        "http://proxy:0          | has a port that is not one from 1 to 65535",
        "http://proxy:65536      | has a port that is not one from 1 to 65535",
        "http://proxy:123456789  | has a port that is not one from 1 to 65535",
        "http://                 | names no host",
        "http://me:secret@       | names no host",
        "http://wpad/proxy.pac   | names no host",
        "http://a b              | names no host",
        "''                      | names no host",
      })
  void whatCannotBeUsedIsSaidWithoutTheText(String text, String fault) {
    assertThatThrownBy(() -> new ProxyAddress(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(fault);
  }
}
