/**
 * What waits for upload on this machine, and how it is shown.
 *
 * <p>May use {@code journal} and {@code settings}.
 */
package ai.trainy.pluto.agent.cli.runs;
