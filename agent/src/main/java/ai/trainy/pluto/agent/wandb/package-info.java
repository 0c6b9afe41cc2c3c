/**
 * What the agent knows about wandb apart from its calls: variables, keys, and related settings.
 *
 * <p>Lives in the agent's own class loader. Uses core's {@code settings} and no other package.
 */
@NullMarked
package ai.trainy.pluto.agent.wandb;

import org.jspecify.annotations.NullMarked;
