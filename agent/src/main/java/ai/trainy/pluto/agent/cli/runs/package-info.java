/**
 * What waits for upload on this machine, and how it is shown.
 *
 * <p>May use {@code journal}, {@code settings}, {@code api}, {@code notice} and, for what belongs
 * where, {@code upload}.
 */
package ai.trainy.pluto.agent.cli.runs;
