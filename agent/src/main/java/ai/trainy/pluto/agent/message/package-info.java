/**
 * The messages that the agent prints in a program.
 *
 * <p>Uses {@code messages} and no other package.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.agent.message;

import org.jspecify.annotations.NullMarked;
