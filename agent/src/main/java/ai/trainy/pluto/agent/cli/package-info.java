/**
 * {@code java -jar pluto-wandb-agent.jar}: the command line.
 *
 * <p>May use everything but {@code weave}, {@code hook} and {@code tee}.
 */
package ai.trainy.pluto.agent.cli;
