package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Logs a run while it answers a request, which OpenTelemetry's agent traces. Says whether there and
 * on threads that ask for a proxy some trace goes on.
 */
public final class Traced {
  public static final String PROJECT = "traced";

  private static final Set<String> GUESTS = new ConcurrentSkipListSet<>();

  private Traced() {}

  public static void main(String[] args) throws IOException {
    ProxySelector.setDefault(new Asked());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Traced::answer);
    server.start();
    URL url = new URL("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    System.out.println("answered " + connection.getResponseCode());
    System.out.println("guests " + GUESTS);
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    System.out.println("traced " + isTraced());
    try (Run run = Wandb.init(InitOptions.builder().project(PROJECT).name("run").build())) {
      run.log(Map.of("loss", 0.5));
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  /** Asked of the agent, which keeps its own copy of the API where every class finds it. */
  private static boolean isTraced() {
    try {
      Class<?> context =
          Class.forName(
              "io.opentelemetry.javaagent.shaded.io.opentelemetry.context.Context", true, null);
      return context.getMethod("current").invoke(null) != context.getMethod("root").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs on the thread that is about to connect. */
  private static final class Asked extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      String thread = Thread.currentThread().getName();
      if (thread.startsWith("pluto-")) {
        GUESTS.add(thread + " " + isTraced());
      }
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {}
  }
}
