/**
 * What the agent knows of wandb beside its calls: variables, keys, and the settings that are about
 * it.
 *
 * <p>Lives in the agent's own class loader. Uses core's {@code settings} and nothing else of ours.
 */
package ai.trainy.pluto.agent.wandb;
