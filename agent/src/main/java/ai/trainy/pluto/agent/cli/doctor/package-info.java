/**
 * A look at everything that has to be right for a program to log to Pluto: one class for each
 * thing.
 *
 * <p>May use {@code check}, {@code classpath}, {@code binding}, {@code wandb}, {@code transport},
 * {@code journal}, {@code settings}, {@code messages} and the other packages of the command line,
 * but for that of the commands themselves.
 *
 * <p>Lives in the agent's own class loader, in a process of its own.
 */
package ai.trainy.pluto.agent.cli.doctor;
