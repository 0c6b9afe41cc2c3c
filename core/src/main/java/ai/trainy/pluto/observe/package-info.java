/**
 * What is shown beside the metrics: that a run is alive, and how the program ended; what is known
 * of where it runs. What takes secrets out of texts.
 *
 * <p>May use {@code api}, {@code route}, {@code threads} and {@code messages}.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
package ai.trainy.pluto.observe;
