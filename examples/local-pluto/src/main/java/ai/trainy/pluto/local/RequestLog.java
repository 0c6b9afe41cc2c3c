package ai.trainy.pluto.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came in and what was refused. Safe for use by several threads. */
final class RequestLog {
  /** Bounds the memory of a server that runs for weeks. */
  private static final int KEPT = 100_000;

  private final Deque<String> requests = new ArrayDeque<>();
  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private final Map<String, Traffic> traffic = new TreeMap<>();
  private long refused;

  synchronized void arrived(Request request) {
    append(requests, request.method() + " " + request.path());
  }

  synchronized void ended(Request request) {
    traffic.merge(
        trafficKey(request.path()), new Traffic(1, request.bodyBytesRead()), Traffic::plus);
  }

  synchronized void refused(Refusal refusal) {
    refused++;
    append(refusals, refusal);
  }

  synchronized long refusedRequests() {
    return refused;
  }

  synchronized List<String> requests() {
    return new ArrayList<>(requests);
  }

  synchronized List<Refusal> refusals() {
    return new ArrayList<>(refusals);
  }

  synchronized Map<String, Traffic> traffic() {
    return new TreeMap<>(traffic);
  }

  private static <T> void append(Deque<T> log, T entry) {
    if (log.size() == KEPT) {
      log.removeFirst();
    }
    log.addLast(entry);
  }

  /** Every stored object has a path of its own; one line for all of them is what a reader wants. */
  private static String trafficKey(String path) {
    return path.startsWith(StorageService.PREFIX) ? "/storage" : path;
  }
}
