/**
 * What is shown beside the metrics: that a run is alive, and how the program ended.
 *
 * <p>May use {@code api}, {@code route}, {@code threads} and {@code notice}, and what takes secrets
 * out of texts.
 */
package ai.trainy.pluto.observe;
