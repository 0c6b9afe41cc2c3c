package ai.trainy.pluto.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Pluto server: the addresses of the services that take data (the protocol, section 0.1). Two
 * spellings of the same addresses are the same server. The page that people look at is no part of
 * it.
 */
public final class Server {
  private static final Pattern ADDRESS = Pattern.compile("(https?)://(.+?)((?::\\d+)?)");

  private final String api;
  private final String ingest;
  private final String py;

  /**
   * @param api the service that keeps runs, as a URL without user and path; so are the others
   * @param ingest the service that takes metrics and files
   * @param py the service that takes heartbeats
   */
  public Server(String api, String ingest, String py) {
    this.api = normal(api);
    this.ingest = normal(ingest);
    this.py = normal(py);
  }

  /** Host and scheme in lower case, without the port that goes without saying or a last slash. */
  private static String normal(String url) {
    String address = url.replaceAll("/+$", "").toLowerCase(Locale.ROOT);
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      return address;
    }
    String port = parts.group(3).replaceFirst("^:0*", ":");
    return parts.group(1)
        + "://"
        + parts.group(2).replaceAll("\\.$", "")
        + (port.equals(parts.group(1).equals("https") ? ":443" : ":80") ? "" : port);
  }

  public String api() {
    return api;
  }

  public String ingest() {
    return ingest;
  }

  public String py() {
    return py;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Server && addresses().equals(((Server) other).addresses());
  }

  @Override
  public int hashCode() {
    return Objects.hash(addresses());
  }

  private List<String> addresses() {
    return List.of(api, ingest, py);
  }

  /** The address of the service that keeps runs. */
  @Override
  public String toString() {
    return api;
  }
}
