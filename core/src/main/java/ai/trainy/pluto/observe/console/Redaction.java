package ai.trainy.pluto.observe.console;

import ai.trainy.pluto.observe.Secrets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what looks like a secret in the lines of a stream, as the reference client does and
 * where that leaves gaps (the protocol, section 12). Used by one thread; takes time in proportion
 * to the line.
 */
final class Redaction {
  private static final String NAMES =
      "(?:password|passwd|secret_key|secret|api_key|apikey|access_token|auth_token|token"
          + "|db_password|client_secret)";

  /**
   * A line is looked at closely only if one of these is in it, in any case: nearly none is, and a
   * search for words is cheaper than all the patterns.
   */
  private static final Pattern SUSPECT =
      Pattern.compile(
          "akia|-----|://|bearer |basic |sk[-_]|hf_|gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|eyj"
              + "|mlp[is]_|pypi-|npm_"
              + "|passw|passphrase|secret|credential|key|token|auth"
              // what stands alone between separators, like an AWS secret key
              + "|[=:\\s\"'][A-Za-z0-9/+]{40}(?![^\\s'\",}])",
          Pattern.CASE_INSENSITIVE);

  /** As the reference client, which takes a colon without a blank for an assignment as well. */
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "['\"]?" + NAMES + "['\"]? *[=:] *(?:\"[^\"]*+\"|'[^']*+'|[^\\s'\",}]++)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern KEY_BEGINS = Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY");
  private static final Pattern KEY_ENDS = Pattern.compile("-----END [A-Z ]{0,40}PRIVATE KEY-----");

  /** Longer than any key's. */
  private static final int MOST_KEY_LINES = 200;

  private int keyLines;

  /** A line as others may see it. */
  String of(String line) {
    if (keyLines > 0) {
      return ofKey(line);
    }
    Matcher suspect = SUSPECT.matcher(line);
    if (!suspect.find()) {
      return line;
    }
    String redacted = Secrets.redacted(ASSIGNED.matcher(line).replaceAll(Secrets.MARK));
    if (KEY_BEGINS.matcher(line).find() && !KEY_ENDS.matcher(line).find()) {
      keyLines = MOST_KEY_LINES;
    }
    return redacted;
  }

  /** The lines of a private key, which the reference client shows. */
  private String ofKey(String line) {
    Matcher end = KEY_ENDS.matcher(line);
    if (!end.find()) {
      keyLines--;
      return Secrets.MARK;
    }
    keyLines = 0;
    return Secrets.MARK + of(line.substring(end.end()));
  }
}
