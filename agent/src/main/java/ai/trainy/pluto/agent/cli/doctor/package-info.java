/**
 * Checks everything that a program needs to log to Pluto: one class for each check.
 *
 * <p>May use {@code check}, {@code classpath}, {@code binding}, {@code wandb}, {@code transport},
 * {@code journal}, {@code settings}, {@code messages} and the other packages of the command line,
 * except the one of the commands themselves.
 *
 * <p>Lives in the agent's own class loader, in a separate process.
 */
@NullMarked
package ai.trainy.pluto.agent.cli.doctor;

import org.jspecify.annotations.NullMarked;
