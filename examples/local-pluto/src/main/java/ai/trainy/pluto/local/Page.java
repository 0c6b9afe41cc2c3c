package ai.trainy.pluto.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page for people: its files under {@code /page}, and one document for every address there is.
 * What it shows it fetches from {@link PageData}.
 */
final class Page implements Service {
  private static final String PROJECTS = "/o/" + RunUrls.ORGANIZATION + "/projects/";

  private static final Pattern FILE = Pattern.compile("/page/((?:lib/)?[A-Za-z.-]+\\.(js|css))");

  /** Nothing but the page's own files runs or is loaded, whatever a name or caption says. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final String COOKIE = "local-pluto-key";

  private final Store store;
  private final PageData data;
  private final Options options;

  Page(Store store, PageData data, Options options) {
    this.store = store;
    this.data = data;
    this.options = options;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    if (!request.method().equals("GET")) {
      return Reply.empty(404);
    }
    Reply reply =
        !isOwnAddress(request)
            ? elsewhere(request)
            : options.host == null || hasKey(request) ? find(request) : keyed(request);
    return reply.withHeader("X-Content-Type-Options", "nosniff");
  }

  /** Other machines see nothing without the key, which the browser has as a cookie. */
  private boolean hasKey(Request request) {
    String cookies = request.header("Cookie");
    return cookies != null
        && options.key != null
        && Arrays.stream(cookies.split("; *", -1)).anyMatch(isSame(COOKIE + "=" + options.key));
  }

  /** The address that was printed has the key, which then becomes the cookie. */
  private Reply keyed(Request request) {
    String key = request.query().getOrDefault("key", "");
    if (options.key == null || !isSame(options.key).test(key)) {
      return Reply.text(401, "Open the address that this Pluto printed when it started.");
    }
    return Reply.empty(303)
        .withHeader("Location", "/")
        .withHeader("Set-Cookie", COOKIE + "=" + key + "; Path=/; HttpOnly; SameSite=Strict");
  }

  /** Takes as long for a good beginning as for none. */
  private static Predicate<String> isSame(String expected) {
    byte[] bytes = expected.getBytes(StandardCharsets.UTF_8);
    return text -> MessageDigest.isEqual(bytes, text.getBytes(StandardCharsets.UTF_8));
  }

  private Reply find(Request request) throws IOException {
    String path = request.path();
    if (path.startsWith(PageData.PREFIX)) {
      return data.answer(request).withHeader("Cache-Control", "no-store");
    }
    Matcher file = FILE.matcher(path);
    if (file.matches()) {
      String type = file.group(2).equals("js") ? "text/javascript" : "text/css";
      return resource(200, file.group(1), type + "; charset=utf-8");
    }
    return resource(exists(request.rawPath()) ? 200 : 404, "index.html", "text/html; charset=utf-8")
        .withHeader("Content-Security-Policy", POLICY)
        .withHeader("Referrer-Policy", "no-referrer");
  }

  private boolean exists(String path) {
    if (!path.startsWith(PROJECTS)) {
      return path.equals("/");
    }
    String[] parts = path.substring(PROJECTS.length()).split("/", -1);
    String project = Request.decode(parts[0].replace("+", "%2B"));
    if (parts.length == 1) {
      return store.runs().stream().anyMatch(run -> run.project().equals(project));
    }
    StoredRun run = store.run(RunUrls.runId(parts[1]));
    return parts.length == 2 && run != null && run.project().equals(project);
  }

  /**
   * Whether the browser asks this machine by its own name. A page from elsewhere whose name was
   * made to lead here (DNS rebinding) would otherwise read everything.
   */
  private boolean isOwnAddress(Request request) {
    String host = request.header("Host");
    if (host == null) {
      return true; // no browser
    }
    return options.isOwn(host.replaceFirst(":[0-9]+$", ""));
  }

  private static Reply elsewhere(Request request) {
    return Reply.text(421, "This is a local Pluto; it has no such name: " + request.header("Host"));
  }

  private static Reply resource(int status, String name, String type) throws IOException {
    try (InputStream file = Page.class.getResourceAsStream("page/" + name)) {
      return file == null ? Reply.empty(404) : Reply.of(status, type, file.readAllBytes());
    }
  }
}
