package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

/** The ledger of a run as its program told it. */
final class Books {
  private final String line;
  private final long[] sums = new long[6];

  private Books(String line) {
    this.line = line;
    String[] words = line.split(" ", -1);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Long.parseLong(words[i + 1]);
    }
  }

  /** Ends a program's run and reads the ledger, which must add up. */
  static Books ofFinished(Forked program, int exitCode) throws Exception {
    Books books = new Books(program.command("finish " + exitCode).await("ledger"));
    assertThat(program.awaitEnd()).isEqualTo(exitCode);
    assertThat(books.seen()).as(books.line).isEqualTo(books.stored() + books.refused());
    assertThat(books.stored())
        .as(books.line)
        .isEqualTo(books.sent() + books.pending() + books.rejected());
    return books;
  }

  long seen() {
    return sums[0];
  }

  long stored() {
    return sums[1];
  }

  long refused() {
    return sums[2];
  }

  long sent() {
    return sums[3];
  }

  long pending() {
    return sums[4];
  }

  long rejected() {
    return sums[5];
  }

  @Override
  public String toString() {
    return line;
  }
}
