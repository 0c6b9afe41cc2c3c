package ai.trainy.pluto.agent.cli.text;

import java.io.File;
import java.util.regex.Pattern;

/** How a shell expects variables and arguments to be written. */
public enum ShellSyntax {
  /** Any POSIX shell. */
  POSIX("[\\w./:@%+=-]+", "'", "'\\''") {
    @Override
    public String with(String variable, String value) {
      return variable + "=" + quoted(value) + " ";
    }

    @Override
    public String set(String variable, String value) {
      return "export " + variable + "=" + quoted(value);
    }
  },

  /** Windows' shell of today; what is quoted for it suits {@code cmd} as well. */
  POWERSHELL("[\\w./:@%+=\\\\-]+", "\"", "`\"") {
    @Override
    public String with(String variable, String value) {
      return set(variable, value) + "; ";
    }

    @Override
    public String set(String variable, String value) {
      return "$env:" + variable + " = '" + value.replace("'", "''") + "'";
    }
  };

  private final Pattern plain;
  private final String quote;
  private final String quotedQuote;

  ShellSyntax(String plain, String quote, String quotedQuote) {
    this.plain = Pattern.compile(plain);
    this.quote = quote;
    this.quotedQuote = quotedQuote;
  }

  /** The one of this system. */
  public static ShellSyntax ofThisSystem() {
    return File.separatorChar == '\\' ? POWERSHELL : POSIX;
  }

  /** Returns what sets a variable for the command that follows it. */
  public abstract String with(String variable, String value);

  /** Returns what sets a variable for all commands that come later. */
  public abstract String set(String variable, String value);

  /** Returns a text as one argument, in quotes if it needs them. */
  public String quoted(String text) {
    return plain.matcher(text).matches() ? text : quote + text.replace(quote, quotedQuote) + quote;
  }
}
