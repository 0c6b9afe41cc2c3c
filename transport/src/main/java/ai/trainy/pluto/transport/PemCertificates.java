package ai.trainy.pluto.transport;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificates of a PEM file, whatever stands between them. */
final class PemCertificates {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?:X509 )?CERTIFICATE-----([^-]*)(-----END (?:X509 )?CERTIFICATE-----)?");

  private PemCertificates() {}

  /**
   * @throws GeneralSecurityException if there is none in it, or one of them is damaged: which of
   *     several authorities a server has is not ours to guess
   */
  static List<Certificate> in(String text) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      try {
        if (block.group(2) == null) {
          throw new CertificateException("cut off");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(1));
        certificates.add(factory.generateCertificate(new ByteArrayInputStream(bytes)));
      } catch (CertificateException | IllegalArgumentException e) {
        throw new CertificateException(
            "certificate number " + (certificates.size() + 1) + " in it is damaged", e);
      }
    }
    if (certificates.isEmpty()) {
      throw new CertificateException("there is no -----BEGIN CERTIFICATE----- in it");
    }
    return certificates;
  }
}
