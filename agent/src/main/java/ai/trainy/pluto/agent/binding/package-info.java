/**
 * Wandb clients described as data: which class and methods play init, log and finish, and where
 * among their arguments the data is.
 *
 * <p>Uses JDK types only and no other package of ours.
 */
package ai.trainy.pluto.agent.binding;
