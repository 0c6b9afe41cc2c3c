/**
 * The handlers of woven calls: one for each bound method, which knows where its inputs are. Init
 * opens a Pluto run, log logs to it, finish finishes it.
 *
 * <p>May use {@code binding}, {@code values}, {@code wandb}, {@code message} and core.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.agent.tee;

import org.jspecify.annotations.NullMarked;
