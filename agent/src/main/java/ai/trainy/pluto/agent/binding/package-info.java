/**
 * Wandb clients described as data: which class and methods play init, log and finish, and where
 * among their arguments the data is.
 *
 * <p>Of our packages it may use {@code wandb} and {@code settings}, to tell what a mistyped name
 * most likely meant.
 *
 * <p>Lives in the agent's own class loader.
 */
package ai.trainy.pluto.agent.binding;
