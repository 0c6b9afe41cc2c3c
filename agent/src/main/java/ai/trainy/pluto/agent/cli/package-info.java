/**
 * {@code java -jar pluto-wandb-agent.jar}: the commands, and how they speak at a terminal. What
 * they do is in the packages below.
 *
 * <p>May use everything but {@code weave}, {@code hook} and {@code tee}.
 *
 * <p>Lives in the agent's own class loader, in a process of its own.
 */
package ai.trainy.pluto.agent.cli;
