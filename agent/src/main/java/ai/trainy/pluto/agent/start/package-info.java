/**
 * Puts the agent together once a client class has arrived, if {@code check} finds that there is
 * something to do.
 *
 * <p>Lives in the agent's own class loader, as every package but {@code ai.trainy.pluto.agent}
 * does. May use everything; nothing uses it.
 */
@NullMarked
package ai.trainy.pluto.agent.start;

import org.jspecify.annotations.NullMarked;
