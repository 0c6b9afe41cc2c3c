package ai.trainy.pluto.transport;

import static ai.trainy.pluto.messages.Message.Level.WARN;

import ai.trainy.pluto.messages.Message;

/** What transport says. */
enum TransportMessage implements Message {
  CERTIFICATES_UNUSABLE(WARN, "{}: {} {}; only the authorities that this Java knows are trusted."),
  PROXY_UNUSABLE(
      WARN,
      SEVERAL,
      "{}: the address of the proxy {}. Pluto is reached directly; set PLUTO_PROXY to"
          + " http://HOST:PORT, socks5://HOST:PORT or none."),
  PROXY_LOGIN_IGNORED(
      WARN,
      SEVERAL,
      "{}: user and password are ignored for a SOCKS proxy. If it asks for them, it cannot"
          + " be used.");

  private final Level level;
  private final int times;
  private final String template;

  TransportMessage(Level level, int times, String template) {
    this.level = level;
    this.times = times;
    this.template = template;
  }

  TransportMessage(Level level, String template) {
    this(level, 1, template);
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public int times() {
    return times;
  }

  @Override
  public String template() {
    return template;
  }
}
