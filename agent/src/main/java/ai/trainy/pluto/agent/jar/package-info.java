/**
 * The agent's own jar. Uses no other package.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.agent.jar;

import org.jspecify.annotations.NullMarked;
