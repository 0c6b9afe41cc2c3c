package ai.trainy.pluto.transport;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * The properties that the JDK's networking looks at: those of the JVM, else those of the Java
 * installation, in {@code conf/net.properties}.
 */
final class NetProperties implements UnaryOperator<String> {
  private final UnaryOperator<String> ofTheJvm;
  private final Properties ofTheInstallation = new Properties();

  /**
   * @param ofTheJvm gives null for those not set
   * @param javaHome the installation's directory
   */
  NetProperties(UnaryOperator<String> ofTheJvm, Path javaHome) {
    this.ofTheJvm = ofTheJvm;
    Path file = javaHome.resolve("conf").resolve("net.properties");
    try (InputStream in = new FileInputStream(file.toFile())) {
      ofTheInstallation.load(in);
    } catch (IOException | IllegalArgumentException none) {
      // The JDK goes on without them, too.
    }
  }

  static NetProperties ofThisJvm() {
    return new NetProperties(System::getProperty, Path.of(System.getProperty("java.home", "")));
  }

  /** Returns null if it is not set. */
  @Override
  public String apply(String name) {
    String value = ofTheJvm.apply(name);
    return value == null ? ofTheInstallation.getProperty(name) : value;
  }
}
