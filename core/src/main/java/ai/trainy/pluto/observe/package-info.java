/**
 * What is shown beside the metrics: that a run is alive, and how the program ended.
 *
 * <p>May use {@code api}, {@code threads} and {@code notice}.
 */
package ai.trainy.pluto.observe;
