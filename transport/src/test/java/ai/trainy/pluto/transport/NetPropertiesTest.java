package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetPropertiesTest {
  @TempDir Path javaHome;

  @Test
  void whatTheJvmIsNotToldTheInstallationSays() throws IOException {
    Files.createDirectory(javaHome.resolve("conf"));
    Files.writeString(
        javaHome.resolve("conf").resolve("net.properties"),
        "# of all programs\njava.net.useSystemProxies=true\nhttps.proxyHost=everyone.test\n");
    NetProperties properties =
        new NetProperties(Map.of("https.proxyHost", "mine.test")::get, javaHome);

    assertThat(properties.apply("https.proxyHost")).isEqualTo("mine.test");
    assertThat(properties.apply("java.net.useSystemProxies")).isEqualTo("true");
    assertThat(properties.apply("http.proxyHost")).isNull();
  }

  @Test
  void anInstallationWithoutSuchAFileSaysNothing() {
    assertThat(new NetProperties(name -> null, javaHome).apply("https.proxyHost")).isNull();
  }

  @Test
  void theFileOfThisJavaIsFound() {
    // Every JDK has this line.
    assertThat(NetProperties.ofThisJvm().apply("http.nonProxyHosts")).contains("localhost");
  }
}
