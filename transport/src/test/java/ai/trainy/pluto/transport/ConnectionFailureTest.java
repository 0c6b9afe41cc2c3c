package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionFailureTest {
  private static final HttpUrl URL = HttpUrl.get("https://pluto.test:8443");
  private static final String PROXY = "the proxy http://p:1 (https_proxy)";

  private static final String CUT = "the connection to pluto.test:8443 was cut";
  private static final String NO_HTTP = "pluto.test:8443 answered something that is not HTTP";

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new UnknownHostException("pluto.test: Name or service not known"),
            "the host name pluto.test is not known",
            "the host name of " + PROXY + " is not known"),
        Arguments.of(
            caused(
                new ConnectException("Failed to connect to pluto.test/10.0.0.1:8443"),
                new ConnectException("Connection refused")),
            "no connection to pluto.test:8443 (Connection refused)",
            "no connection to " + PROXY + " (Connection refused)"),
        Arguments.of(
            besides(
                new ConnectException("Network is unreachable"),
                new ConnectException("Connection refused")),
            "no connection to pluto.test:8443 (Connection refused)",
            "no connection to " + PROXY + " (Connection refused)"),
        Arguments.of(
            new NoRouteToHostException("No route to host"),
            "no connection to pluto.test:8443 (No route to host)",
            "no connection to " + PROXY + " (No route to host)"),
        Arguments.of(
            new SocketTimeoutException("Connect timed out"),
            "no connection to pluto.test:8443 in time",
            "no connection to " + PROXY + " in time"),
        both(
            new SocketTimeoutException("Read timed out"), "no answer from pluto.test:8443 in time"),
        both(new SocketTimeoutException(), "no answer from pluto.test:8443 in time"),
        both(new InterruptedIOException("timeout"), "no answer from pluto.test:8443 in time"),
        both(new InterruptedIOException("interrupted"), "interrupted"),
        both(
            tls(caused(new CertificateException("PKIX"), new CertPathBuilderException("no path"))),
            "the certificate of pluto.test is not trusted by this Java; set PLUTO_CA_CERTIFICATES to"
                + " a PEM file of its authority"),
        both(
            tls(new CertPathValidatorException("Algorithm constraints check failed: SHA1")),
            "the certificate of pluto.test is not trusted by this Java (Algorithm constraints check"
                + " failed: SHA1)"),
        both(
            tls(new CertPathValidatorException("v", new CertificateExpiredException("e"))),
            "the certificate of pluto.test has expired, or the clock of this machine is wrong"),
        both(
            new SSLPeerUnverifiedException("Hostname pluto.test not verified:\n  DN: CN=other"),
            "the certificate of pluto.test is for another host; the address may be wrong, or"
                + " something in between answers"),
        both(
            tls(
                new CertificateException(
                    "No subject alternative DNS name matching pluto.test found.")),
            "the certificate of pluto.test is for another host; the address may be wrong, or"
                + " something in between answers"),
        both(
            tls(new CertificateException("No name matching pluto.test found")),
            "the certificate of pluto.test is for another host; the address may be wrong, or"
                + " something in between answers"),
        both(
            new SSLException("Unsupported or unrecognized SSL message"),
            "pluto.test:8443 does not speak TLS; its address may have to start with http://"),
        both(
            new SSLHandshakeException("Remote host terminated the handshake"),
            "no secure connection to pluto.test:8443 (Remote host terminated the handshake)"),
        both(
            new ProtocolException("Received HTTP_PROXY_AUTH (407) code while not using proxy"),
            "something in between asks for the user and password of a proxy"),
        Arguments.of(
            new IOException("Failed to authenticate with proxy"),
            "Failed to authenticate with proxy",
            PROXY + " does not accept the user and password, or was given none"),
        Arguments.of(
            new IOException("Unexpected response code for CONNECT: 403"),
            "Unexpected response code for CONNECT: 403",
            PROXY + " does not connect to pluto.test (HTTP 403)"),
        Arguments.of(
            new SocketException("Connection refused"),
            "no connection to pluto.test:8443 (Connection refused)",
            "no connection to " + PROXY + " (Connection refused)"),
        Arguments.of(
            new SocketException("SOCKS: Host unreachable"),
            "SOCKS: Host unreachable",
            PROXY + " does not connect to pluto.test (SOCKS: Host unreachable)"),
        both(new IOException("unexpected end of stream on https://pluto.test:8443/..."), CUT),
        both(new ProtocolException("unexpected end of stream"), CUT),
        both(new EOFException("\\n not found: limit=0 content=\u2026"), CUT),
        both(new SocketException("Connection reset"), CUT),
        both(new SocketException("Broken pipe"), CUT),
        both(caused(new SSLException("Connection reset"), new SocketException("reset")), CUT),
        both(new ProtocolException("Unexpected status line: SSH-2.0-x_4711"), NO_HTTP),
        both(new IOException("\\n not found: limit=262144 content=4711\u2026"), NO_HTTP),
        both(new ZipException("gzip finished"), NO_HTTP),
        both(new IllegalArgumentException("length < 0: -5"), NO_HTTP),
        both(new IOException(), "java.io.IOException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysWhereTheTroubleIs(Exception failure, String direct, String proxied) {
    assertThat(new ConnectionFailure(URL, ProxyRoute.direct("")).describe(failure))
        .isEqualTo(direct);
    assertThat(
            new ConnectionFailure(URL, ProxyRoute.through("p:1", "https_proxy")).describe(failure))
        .isEqualTo(proxied);
  }

  private static Arguments both(Exception failure, String text) {
    return Arguments.of(failure, text, text);
  }

  private static IOException tls(Throwable cause) {
    return caused(new SSLHandshakeException("PKIX path building failed"), cause);
  }

  private static Exception besides(Exception failure, Exception another) {
    failure.addSuppressed(another);
    return failure;
  }

  private static <T extends Throwable> T caused(T failure, Throwable cause) {
    failure.initCause(cause);
    return failure;
  }
}
