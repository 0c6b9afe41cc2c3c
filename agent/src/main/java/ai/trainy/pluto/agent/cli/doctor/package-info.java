/**
 * A look at everything that has to be right for a program to log to Pluto: one class for each
 * thing.
 *
 * <p>May use {@code survey}, {@code binding}, {@code transport}, {@code settings}, {@code notice}
 * and the other packages of the command line, but for that of the commands themselves.
 */
package ai.trainy.pluto.agent.cli.doctor;
