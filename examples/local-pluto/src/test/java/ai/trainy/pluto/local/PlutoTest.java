package ai.trainy.pluto.local;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server of its own for each test. */
abstract class PlutoTest {
  LocalPluto pluto;
  TestClient client;

  @BeforeEach
  final void start() throws IOException {
    pluto = LocalPluto.start();
    client = new TestClient(pluto);
  }

  @AfterEach
  final void stop() {
    pluto.close();
  }
}
