package ai.trainy.pluto.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Takes each request to its service, past the planned faults, and records what came of it. */
final class Front {
  private final Faults faults;
  private final RequestLog log;

  /** By path prefix; the first that fits is asked. */
  private final Map<String, Service> services = new LinkedHashMap<>();

  Front(Faults faults, RequestLog log) {
    this.faults = faults;
    this.log = log;
  }

  Front route(String pathPrefix, Service service) {
    services.put(pathPrefix, service);
    return this;
  }

  void handle(HttpExchange exchange, CountDownLatch listenerStopped) throws IOException {
    Request request = new Request(exchange, listenerStopped);
    log.arrived(request);
    Fault fault = faults.take(request.path());
    Reply reply;
    try {
      reply = fault == null ? answer(request) : fault.apply(request, this::answer);
    } catch (IOException e) {
      reply = Reply.CUT; // the request broke off: there is nobody to answer
    }
    if (reply != Reply.CUT) {
      request.drain();
    }
    log.ended(request);
    reply.send(exchange, request);
  }

  private Reply answer(Request request) throws IOException {
    Reply reply;
    try {
      reply = service(request.path()).answer(request);
    } catch (RuntimeException e) {
      reply = Reply.text(500, "a fault of the local server itself: " + e);
    }
    if (reply == Reply.CUT || reply.status() >= 400) {
      log.refused(new Refusal(request.method(), request.path(), reply.status(), reply.text()));
    }
    return reply;
  }

  private Service service(String path) {
    for (Map.Entry<String, Service> route : services.entrySet()) {
      if (path.startsWith(route.getKey())) {
        return route.getValue();
      }
    }
    return any -> Reply.empty(404);
  }
}
