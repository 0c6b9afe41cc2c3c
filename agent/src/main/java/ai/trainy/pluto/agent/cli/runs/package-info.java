/**
 * Lists the runs that wait for upload on this machine.
 *
 * <p>May use {@code journal}, {@code settings}, {@code wandb}, {@code api}, {@code messages} and,
 * to determine where runs belong, {@code upload}.
 *
 * <p>Lives in the agent's own class loader, in a separate process.
 */
@NullMarked
package ai.trainy.pluto.agent.cli.runs;

import org.jspecify.annotations.NullMarked;
