/**
 * What is shown beside the metrics: that a run is alive, and how the program ended. What takes
 * secrets out of texts.
 *
 * <p>May use {@code api}, {@code route}, {@code threads} and {@code notice}.
 */
package ai.trainy.pluto.observe;
