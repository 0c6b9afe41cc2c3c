package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window, told what to do in its own protocol. Used by one thread. */
final class Browser implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Pattern ADDRESS = Pattern.compile("listening on ws://([^/]+)/");

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Browser(Process process) throws IOException {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(page(address(process)), new Listener())
            .join();
    call("Page.enable", Json.object());
    call("Runtime.enable", Json.object());
    call("Log.enable", Json.object());
  }

  /** Returns the Chromium of this machine: {@code pluto.test.browser}, or one on the path. */
  static Optional<Path> find() {
    String named = System.getProperty("pluto.test.browser", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(
            directory ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path program, Path scratch) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                // a page that is kept for going back is frozen, and with it what it was asked
                "--disable-features=BackForwardCache",
                "--remote-debugging-port=0",
                "--user-data-dir=" + scratch,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new Browser(process);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String address(Process process) throws IOException {
    BufferedReader errors =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        Thread rest = new Thread(() -> errors.lines().forEach(any -> {}), "browser-errors");
        rest.setDaemon(true);
        rest.start();
        return address.group(1);
      }
    }
    throw new IOException("the browser ended before it listened");
  }

  private static URI page(String address) throws IOException {
    try {
      HttpRequest list = HttpRequest.newBuilder(URI.create("http://" + address + "/json")).build();
      Instant end = Instant.now().plus(DEADLINE);
      while (Instant.now().isBefore(end)) {
        String pages =
            HttpClient.newHttpClient().send(list, HttpResponse.BodyHandlers.ofString()).body();
        for (JsonNode page : Json.parse(pages)) {
          if (page.path("type").asText().equals("page")) {
            return URI.create(page.get("webSocketDebuggerUrl").textValue());
          }
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("the browser shows no page");
  }

  private JsonNode call(String method, ObjectNode parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = Json.object().put("id", id).put("method", method);
    message.set("params", parameters);
    socket.sendText(new String(Json.bytes(message), StandardCharsets.UTF_8), true).join();
    return answer.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Opens an address afresh: what is waited for next is not seen in the page before it. */
  void open(String url) {
    call("Page.navigate", Json.object().put("url", "about:blank"));
    until("location.href === 'about:blank'");
    call("Page.navigate", Json.object().put("url", url));
  }

  /** Returns the value of an expression, of a promise what it is kept with. */
  JsonNode ask(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Json.object()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Waits until the expression is true. */
  void until(String expression) {
    Instant end = Instant.now().plus(DEADLINE);
    while (!isTrue(expression)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("never true: " + expression + "\n" + text("body"));
      }
      try {
        Thread.sleep(30);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private boolean isTrue(String expression) {
    try {
      return ask("!!(" + expression + ")").asBoolean();
    } catch (IllegalStateException e) {
      return false; // what it speaks of is not there yet
    }
  }

  /** Waits until the page's text contains this one. */
  void untilShown(String text) {
    until("document.body.innerText.includes(" + quoted(text) + ")");
  }

  /** Clicks on the first element that fits, once there is one. */
  void click(String selector) {
    String element = "document.querySelector(" + quoted(selector) + ")";
    until(element + " && !" + element + ".disabled");
    ask(element + ".click()");
  }

  /** Clicks on the first link, button or label with this text. */
  void clickText(String text) {
    String element =
        "[...document.querySelectorAll('a,button,label')].find(e => e.innerText.trim() === "
            + quoted(text)
            + ")";
    until(element);
    ask(element + ".click()");
  }

  /** Gives a field or a list of choices a value, as typing or choosing does. */
  void set(String selector, String value) {
    until("document.querySelector(" + quoted(selector) + ")");
    ask(
        "(e => { e.value = "
            + quoted(value)
            + "; e.dispatchEvent(new Event('input', {bubbles: true}));"
            + " e.dispatchEvent(new Event('change', {bubbles: true})); })(document.querySelector("
            + quoted(selector)
            + "))");
  }

  String text(String selector) {
    return ask("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''").asText();
  }

  long count(String selector) {
    return ask("document.querySelectorAll(" + quoted(selector) + ").length").asLong();
  }

  /** Drags from one place of an element to another, each a fraction of its width. */
  void drag(String selector, double from, double to, boolean shift) {
    JsonNode box =
        ask(
            "(e => { e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return [r.left, r.top, r.width, r.height]; })(document.querySelector("
                + quoted(selector)
                + "))");
    double y = box.get(1).asDouble() + box.get(3).asDouble() / 2;
    mouse("mouseMoved", box, from, y, shift);
    mouse("mousePressed", box, from, y, shift);
    mouse("mouseMoved", box, (from + to) / 2, y, shift);
    mouse("mouseMoved", box, to, y, shift);
    mouse("mouseReleased", box, to, y, shift);
  }

  /** Moves the mouse to a place of an element, a fraction of its width. */
  void hover(String selector, double at) {
    JsonNode box =
        ask(
            "(e => { e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return [r.left, r.top, r.width, r.height]; })(document.querySelector("
                + quoted(selector)
                + "))");
    mouse("mouseMoved", box, at, box.get(1).asDouble() + box.get(3).asDouble() / 2, false);
  }

  private void mouse(String type, JsonNode box, double at, double y, boolean shift) {
    call(
        "Input.dispatchMouseEvent",
        Json.object()
            .put("type", type)
            .put("x", box.get(0).asDouble() + at * box.get(2).asDouble())
            .put("y", y)
            .put("button", type.equals("mouseMoved") ? "none" : "left")
            .put("buttons", type.equals("mouseReleased") ? 0 : 1)
            .put("clickCount", type.equals("mouseMoved") ? 0 : 1)
            .put("modifiers", shift ? 8 : 0));
  }

  void press(String key) {
    ObjectNode event = Json.object().put("key", key);
    call("Input.dispatchKeyEvent", event.deepCopy().put("type", "rawKeyDown"));
    call("Input.dispatchKeyEvent", event.put("type", "keyUp"));
  }

  void size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Json.object()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
  }

  void prefer(String colors) {
    ObjectNode media = Json.object();
    media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", colors);
    call("Emulation.setEmulatedMedia", media);
  }

  void screenshot(Path file) {
    JsonNode shot = call("Page.captureScreenshot", Json.object().put("format", "png"));
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Base64.getDecoder().decode(shot.get("data").textValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns what the page's scripts threw and its policy did not let happen since the last call.
   */
  List<String> complaints() {
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    return all;
  }

  static String quoted(String text) {
    return new String(Json.bytes(Json.object().textNode(text)), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        String whole = message.toString();
        message.setLength(0);
        try {
          received(Json.parse(whole));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      webSocket.request(1);
      return null;
    }

    private void received(JsonNode node) {
      if (node.has("id")) {
        answers.remove(node.get("id").intValue()).complete(node.path("result"));
      } else if (node.path("method").asText().equals("Runtime.exceptionThrown")) {
        complaints.add(node.at("/params/exceptionDetails").toString());
      } else if (node.path("method").asText().equals("Log.entryAdded")
          && node.at("/params/entry/level").asText().equals("error")
          && !node.at("/params/entry/source").asText().equals("network")) {
        complaints.add(node.at("/params/entry/text").asText());
      }
    }
  }
}
