package ai.trainy.pluto.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with the address of something on the network, in words for people. */
public final class Address {
  private static final Pattern URL = Pattern.compile("([A-Za-z0-9+.-]+)://([^/?#]*)(.*)");
  private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(?::(.*))?");

  // Underscores too: names of containers have them.
  private static final Pattern HOST =
      Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}._-]*[\\p{L}\\p{N}])?\\.?|\\[[0-9A-Fa-f:.]+\\]");

  private static final Pattern USER = Pattern.compile("//[^/?#]*@");

  private Address() {}

  /** Of a service: scheme, host and perhaps a port. Slashes at its end do no harm. */
  static Optional<String> faultOfUrl(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches() || !url.group(1).toLowerCase(Locale.ROOT).matches("https?")) {
      return Optional.of("does not start with http:// or https://");
    }
    if (url.group(2).contains("@")) {
      return Optional.of("has a user name or password in it");
    }
    return faultOfAuthority(url.group(2))
        .or(
            () ->
                url.group(3).matches("/*")
                    ? Optional.empty()
                    : Optional.of("has more in it than scheme, host and port"));
  }

  /** Of a proxy, or the word that stands for none. */
  static Optional<String> faultOfProxy(String text) {
    Matcher url = URL.matcher(text);
    if (text.equalsIgnoreCase("none")) {
      return Optional.empty();
    }
    if (!url.matches() || !url.group(1).toLowerCase(Locale.ROOT).matches("http|socks5h?")) {
      return Optional.of("does not start with http:// or socks5://");
    }
    if (!url.group(3).matches("/*")) {
      return Optional.of("has more in it than scheme, user, host and port");
    }
    return faultOfAuthority(url.group(2).substring(url.group(2).lastIndexOf('@') + 1));
  }

  private static Optional<String> faultOfAuthority(String text) {
    Matcher authority = AUTHORITY.matcher(text);
    if (!authority.matches() || authority.group(1).isEmpty()) {
      return Optional.of("names no host");
    }
    return Optional.ofNullable(authority.group(2))
        .flatMap(Address::faultOfPort)
        .or(
            () ->
                HOST.matcher(authority.group(1)).matches()
                    ? Optional.empty()
                    : Optional.of("names no host"));
  }

  /** Of a port, as it is written down. */
  public static Optional<String> faultOfPort(String text) {
    if (!text.matches("\\d+")) {
      return Optional.of("has a port that is not a number");
    }
    int port = text.length() > 5 ? 0 : Integer.parseInt(text);
    return port < 1 || port > 65535
        ? Optional.of("has a port that is not one from 1 to 65535")
        : Optional.empty();
  }

  /** Of a machine by itself. */
  static Optional<String> faultOfHost(String text) {
    return HOST.matcher(text).matches()
        ? Optional.empty()
        : Optional.of("is not the name of a machine");
  }

  /** An address for people to read, without the user and password that may be in it. */
  static String shown(String text) {
    return USER.matcher(text).replaceAll("//...@");
  }
}
