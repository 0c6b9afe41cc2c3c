package ai.trainy.pluto.transport;

import ai.trainy.pluto.settings.Setting;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;

/**
 * Why no answer came from a server, in words that say where the trouble is and, where something can
 * be done here, what.
 */
final class ConnectionFailure {
  private static final String OF_CONNECT = "Unexpected response code for CONNECT: ";

  private final HttpUrl url;
  private final ProxyRoute route;

  ConnectionFailure(HttpUrl url, ProxyRoute route) {
    this.url = url;
    this.route = route;
  }

  /**
   * What a failure of the network, or of what came from it, means for a request.
   *
   * @param begun whether any of its body may have left
   */
  ApiResponse response(Exception failure, boolean begun) {
    ApiResponse.Lack answered =
        isTimeout(failure) ? ApiResponse.Lack.TIMED_OUT : ApiResponse.Lack.BROKEN_OFF;
    return new ApiResponse(describe(failure), begun ? answered : ApiResponse.Lack.NOT_SENT);
  }

  private static boolean isTimeout(Exception failure) {
    return failure instanceof InterruptedIOException && !"interrupted".equals(failure.getMessage());
  }

  /** A short part of a sentence, the same for the same cause. */
  String describe(Exception failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (failure instanceof SSLException) {
      return ofTls((SSLException) failure, message);
    }
    if (isRefused(failure)) {
      return "no connection to " + nextStop() + " (Connection refused)";
    }
    if (failure instanceof UnknownHostException) {
      return route.isDirect()
          ? "the host name " + url.host() + " is not known"
          : "the host name of " + route.proxy() + " is not known";
    }
    if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
      return "no connection to " + nextStop() + " (" + root(failure).getMessage() + ")";
    }
    if (isTimeout(failure)) {
      return message.toLowerCase(Locale.ROOT).contains("connect")
          ? "no connection to " + nextStop() + " in time"
          : "no answer from " + place() + " in time";
    }
    return ofTheProxy(message).or(() -> ofTheAnswer(failure, message)).orElse(message);
  }

  /**
   * Of several addresses of a host, the one that failed first is told of, and by chance; the others
   * beside it. The JDK's client of SOCKS tells of the proxy by a plain SocketException.
   */
  private static boolean isRefused(Exception failure) {
    return Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
        .flatMap(ConnectionFailure::causes)
        .anyMatch(
            cause ->
                cause instanceof SocketException
                    && cause.getMessage() != null
                    && cause.getMessage().startsWith("Connection refused"));
  }

  private String ofTls(SSLException failure, String message) {
    String certificate = "the certificate of " + url.host();
    if (failure instanceof SSLPeerUnverifiedException || isForAnotherHost(failure)) {
      return certificate
          + " is for another host; the address may be wrong, or something in between"
          + " answers";
    }
    if (hasCause(failure, CertificateExpiredException.class)
        || hasCause(failure, CertificateNotYetValidException.class)) {
      return certificate + " has expired, or the clock of this machine is wrong";
    }
    if (hasCause(failure, CertPathBuilderException.class)) {
      return certificate
          + " is not trusted by this Java; set "
          + Setting.CA_CERTIFICATES.variable()
          + " to a PEM file of its authority";
    }
    if (hasCause(failure, CertificateException.class)
        || hasCause(failure, CertPathValidatorException.class)) {
      return certificate + " is not trusted by this Java (" + root(failure).getMessage() + ")";
    }
    if (hasCause(failure, SocketException.class)) {
      return "the connection to " + place() + " was cut";
    }
    if (message.contains("Unsupported or unrecognized SSL message")) {
      return place() + " does not speak TLS; its address may have to start with http://";
    }
    return "no secure connection to " + place() + " (" + message + ")";
  }

  /** In the words of the JDK, which has no exception of its own for it. */
  private static boolean isForAnotherHost(SSLException failure) {
    return causes(failure)
        .filter(CertificateException.class::isInstance)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(
            message ->
                message.startsWith("No subject alternative")
                    || message.startsWith("No name matching"));
  }

  private Optional<String> ofTheProxy(String message) {
    if (route.isDirect() && message.startsWith("SOCKS")) {
      return Optional.of(message);
    }
    if (message.startsWith("Received HTTP_PROXY_AUTH")) {
      return Optional.of("something in between asks for the user and password of a proxy");
    }
    if (route.isDirect()) {
      return Optional.empty();
    }
    if (message.startsWith("Failed to authenticate with proxy")) {
      return Optional.of(
          route.proxy() + " does not accept the user and password, or was given none");
    }
    if (message.startsWith(OF_CONNECT)) {
      return Optional.of(
          route.proxy()
              + " does not connect to "
              + url.host()
              + " (HTTP "
              + message.substring(OF_CONNECT.length())
              + ")");
    }
    return message.contains("SOCKS")
        ? Optional.of(route.proxy() + " does not connect to " + url.host() + " (" + message + ")")
        : Optional.empty();
  }

  /**
   * What broke after the connection was made. OkHttp's messages quote what came: never the same.
   */
  private Optional<String> ofTheAnswer(Exception failure, String message) {
    if (failure instanceof SocketException
        || failure instanceof EOFException
        || message.startsWith("unexpected end of stream")) {
      return Optional.of("the connection to " + place() + " was cut");
    }
    boolean broken =
        failure instanceof ProtocolException
            || failure instanceof ZipException
            || failure instanceof RuntimeException
            || message.contains("not found: limit=")
            || message.startsWith("gzip finished")
            || message.startsWith("ID1ID2");
    return broken
        ? Optional.of(place() + " answered something that is not HTTP")
        : Optional.empty();
  }

  /** What a connection is made to. */
  private String nextStop() {
    return route.isDirect() ? place() : route.proxy();
  }

  private String place() {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }

  private static Throwable root(Throwable failure) {
    return causes(failure).reduce(failure, (outer, inner) -> inner);
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
    return causes(failure).anyMatch(kind::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    // A bound, since causes may go round in circles.
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
