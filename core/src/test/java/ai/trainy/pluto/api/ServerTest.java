package ai.trainy.pluto.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTest {
  @ParameterizedTest
  @CsvSource({
    "https://pluto-api.trainy.ai, HTTPS://Pluto-API.trainy.ai:443/",
    "http://10.0.0.5:3001, http://10.0.0.5:03001//",
    "http://pluto, http://PLUTO:80",
    "http://pluto.example.com, http://pluto.example.com.",
    "http://[::1]:3001, http://[::1]:3001/",
    "http://my_host:3001, http://MY_HOST:3001"
  })
  void spellingsOfOneAddressAreOneServer(String one, String other) {
    assertThat(new Server(one, one, one)).isEqualTo(new Server(other, other, other));
    assertThat(new Server(one, one, one)).hasSameHashCodeAs(new Server(other, other, other));
    assertThat(new Server(one, one, one)).hasToString(one);
  }

  @ParameterizedTest
  @CsvSource({
    "https://pluto, http://pluto",
    "http://pluto:443, http://pluto",
    "https://pluto:80, https://pluto",
    "http://pluto:3001, http://pluto:3002",
    "http://a.example.com, http://b.example.com"
  })
  void otherAddressesAreOtherServers(String one, String other) {
    assertThat(new Server(one, one, one)).isNotEqualTo(new Server(other, other, other));
  }

  @Test
  void eachServiceCounts() {
    Server server = new Server("http://a", "http://b", "http://c");

    assertThat(server).isNotEqualTo(new Server("http://x", "http://b", "http://c"));
    assertThat(server).isNotEqualTo(new Server("http://a", "http://x", "http://c"));
    assertThat(server).isNotEqualTo(new Server("http://a", "http://b", "http://x"));
  }
}
