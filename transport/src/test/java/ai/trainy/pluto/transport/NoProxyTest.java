package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*                      | pluto.example.com  | 443 | true",
        "pluto.example.com      | pluto.example.com  | 443 | true",
        "PLUTO.example.COM      | pluto.Example.com  | 443 | true",
        "pluto.example.com.     | pluto.example.com  | 443 | true",
        "pluto.example.com      | pluto.example.com. | 443 | true",
        "example.com            | pluto.example.com  | 443 | true",
        ".example.com           | pluto.example.com  | 443 | true",
        "*.example.com          | pluto.example.com  | 443 | true",
        ".example.com           | example.com        | 443 | true",
        "example.com            | notexample.com     | 443 | false",
        ".example.com           | notexample.com     | 443 | false",
        "pluto.example.com      | example.com        | 443 | false",
        "pluto                  | pluto.example.com  | 443 | false",
        "example.com:443        | pluto.example.com  | 443 | true",
        "example.com:8443       | pluto.example.com  | 443 | false",
        "a.test,b.test          | b.test             | 443 | true",
        "' a.test ,  b.test '   | b.test             | 443 | true",
        "a.test b.test          | a.test             | 443 | true",
        "',,'                   | a.test             | 443 | false",
        "''                     | a.test             | 443 | false",
        ".                      | a.test             | 443 | false",
        "10.1.2.3               | 10.1.2.3           | 80  | true",
        "10.1.2.3:80            | 10.1.2.3           | 80  | true",
        "10.1.2.3:81            | 10.1.2.3           | 80  | false",
        "1.2.3                  | 10.1.2.3           | 80  | false",
        "2.3                    | 10.1.2.3           | 80  | false",
        "10.0.0.0/8             | 10.1.2.3           | 80  | true",
        "10.0.0.0/8             | 11.1.2.3           | 80  | false",
        "10.1.2.0/23            | 10.1.3.255         | 80  | true",
        "10.1.2.0/23            | 10.1.4.0           | 80  | false",
        "10.1.2.3/32            | 10.1.2.3           | 80  | true",
        "0.0.0.0/0              | 10.1.2.3           | 80  | true",
        "10.0.0.0/33            | 10.1.2.3           | 80  | false",
        "10.0.0.0/8             | pluto.example.com  | 80  | false",
        "example.com/8          | 10.1.2.3           | 80  | false",
        "999.1.1.1              | 10.1.2.3           | 80  | false",
        "fd00::1                | fd00:0:0::1        | 80  | true",
        "[fd00::1]              | fd00::1            | 80  | true",
        "[fd00::1]:80           | fd00::1            | 80  | true",
        "[fd00::1]:81           | fd00::1            | 80  | false",
        "fd00::/8               | fd12:3456::1       | 80  | true",
        "fd00::/8               | fe80::1            | 80  | false",
        "fd00::/8               | 10.1.2.3           | 80  | false",
        "[broken                | broken             | 80  | false",
      })
  void coversWhatItNames(String text, String host, int port, boolean covered) {
    assertThat(new NoProxy(text).covers(host, port)).isEqualTo(covered);
  }
}
