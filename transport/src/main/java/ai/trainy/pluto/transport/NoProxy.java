package ai.trainy.pluto.transport;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts that a {@code no_proxy} variable names. Nobody has written down what may stand there;
 * this takes what curl, Go and Python take: {@code *}, names with all below them, addresses, blocks
 * of addresses, each but the first with a port.
 */
final class NoProxy {
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+))(?::(\\d{1,5}))?");
  private static final Pattern BLOCK = Pattern.compile("([^/]+)/(\\d{1,3})");

  private final List<String> entries;

  /**
   * @param text entries with commas or blanks between them
   */
  NoProxy(String text) {
    this.entries =
        Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
            .filter(entry -> !entry.isEmpty())
            .collect(Collectors.toUnmodifiableList());
  }

  /**
   * @param host an IPv6 address without brackets
   */
  boolean covers(String host, int port) {
    String name = withoutLastDot(host.toLowerCase(Locale.ROOT));
    return entries.stream().anyMatch(entry -> covers(entry, name, port));
  }

  private static boolean covers(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    Matcher withPort = WITH_PORT.matcher(entry);
    if (!withPort.matches()) {
      // An IPv6 address without brackets, or a block of them.
      return coversAnyPort(entry, host);
    }
    String wanted = withPort.group(3);
    String name = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
    return (wanted == null || Integer.parseInt(wanted) == port) && coversAnyPort(name, host);
  }

  private static boolean coversAnyPort(String entry, String host) {
    Optional<InetAddress> address = IpAddress.of(host);
    Matcher block = BLOCK.matcher(entry);
    if (address.isPresent()) {
      return block.matches()
          ? IpAddress.of(block.group(1))
              .map(first -> isIn(first, Integer.parseInt(block.group(2)), address.get()))
              .orElse(false)
          : IpAddress.of(entry).equals(address);
    }
    String domain = withoutLastDot(entry.replaceFirst("^\\*?\\.", ""));
    return host.equals(domain) || (!domain.isEmpty() && host.endsWith("." + domain));
  }

  private static boolean isIn(InetAddress first, int bits, InetAddress address) {
    byte[] block = first.getAddress();
    byte[] one = address.getAddress();
    if (block.length != one.length || bits > 8 * block.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if (((block[bit >> 3] ^ one[bit >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static String withoutLastDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
