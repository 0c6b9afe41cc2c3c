/**
 * Replaces a client whose own code is switched off ({@code DISABLE_WANDB_LOGGING}): handlers that
 * log to Pluto alone, and answer as the client would.
 *
 * <p>May use {@code tee}, {@code values}, {@code binding}, {@code wandb}, {@code message} and core.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.agent.standalone;

import org.jspecify.annotations.NullMarked;
