/**
 * What waits for upload on this machine, and how it is shown.
 *
 * <p>May use {@code journal} and {@code settings}.
 *
 * <p>Lives in the agent's own class loader, in a process of its own.
 */
package ai.trainy.pluto.agent.cli.runs;
