package ai.trainy.pluto.agent.survey;

import java.util.List;

/** How a binding fits a client. */
final class Fit {
  final String mismatch;
  final List<Doubt> doubts;
  final List<Doubt> counted;

  /**
   * @param mismatch null if it fits
   * @param doubts what it leaves open
   * @param counted what counts twice
   */
  Fit(String mismatch, List<Doubt> doubts, List<Doubt> counted) {
    this.mismatch = mismatch;
    this.doubts = List.copyOf(doubts);
    this.counted = List.copyOf(counted);
  }
}
