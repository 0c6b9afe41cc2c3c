/**
 * What the agent knows of wandb beside its calls: variables, keys, and the settings that are about
 * it.
 *
 * <p>Lives in the agent's own class loader. Uses core's {@code settings} and no other package.
 */
package ai.trainy.pluto.agent.wandb;
