/**
 * {@code java -jar pluto-wandb-agent.jar}: the commands, and their output on a terminal. The
 * packages below implement them.
 *
 * <p>May use everything but {@code weave}, {@code hook} and {@code tee}.
 *
 * <p>Lives in the agent's own class loader, in a separate process.
 */
@NullMarked
package ai.trainy.pluto.agent.cli;

import org.jspecify.annotations.NullMarked;
