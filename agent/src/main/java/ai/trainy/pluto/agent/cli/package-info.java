/**
 * {@code java -jar pluto-wandb-agent.jar}: the commands, and how they speak at a terminal. What
 * they do is in the packages below.
 *
 * <p>May use everything but {@code weave}, {@code hook} and {@code tee}.
 */
package ai.trainy.pluto.agent.cli;
