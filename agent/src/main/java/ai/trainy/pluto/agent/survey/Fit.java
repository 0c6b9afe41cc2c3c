package ai.trainy.pluto.agent.survey;

import java.util.List;

/** How a binding fits a client. */
final class Fit {
  final String mismatch;
  final List<Doubt> doubts;

  /**
   * @param mismatch null if it fits
   * @param doubts what it leaves open
   */
  Fit(String mismatch, List<Doubt> doubts) {
    this.mismatch = mismatch;
    this.doubts = List.copyOf(doubts);
  }
}
