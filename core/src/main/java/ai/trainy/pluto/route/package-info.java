/**
 * Decides what a logged value becomes: a metric, config, or skipped with a reason. Pure functions.
 *
 * <p>Uses JDK types only and no other package of core.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.route;

import org.jspecify.annotations.NullMarked;
