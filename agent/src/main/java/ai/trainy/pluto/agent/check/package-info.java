/**
 * What decides whether a program logs to Pluto, and how: one check for each fact. The agent goes
 * through them when a client's class comes, {@code doctor} before the program runs.
 *
 * <p>May use {@code standalone}, {@code binding}, {@code wandb}, {@code message}, and of core
 * {@code settings}, {@code credentials} and {@code messages}. Opens no connection and no run.
 *
 * <p>Lives in the agent's own class loader, in programs and in the processes of the command line.
 */
@NullMarked
package ai.trainy.pluto.agent.check;

import org.jspecify.annotations.NullMarked;
