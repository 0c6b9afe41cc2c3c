/**
 * What waits for upload on this machine, and how it is shown.
 *
 * <p>May use {@code journal}, {@code settings}, {@code wandb}, {@code api}, {@code messages} and,
 * for what belongs where, {@code upload}.
 *
 * <p>Lives in the agent's own class loader, in a process of its own.
 */
package ai.trainy.pluto.agent.cli.runs;
