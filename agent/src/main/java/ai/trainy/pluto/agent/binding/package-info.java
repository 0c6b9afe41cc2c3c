/**
 * Wandb clients described as data: which class and methods are init, log and finish, and where in
 * their arguments the data is.
 *
 * <p>May use the agent's {@code wandb} and core's {@code settings}, to suggest the intended name
 * for a mistyped one.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.agent.binding;

import org.jspecify.annotations.NullMarked;
