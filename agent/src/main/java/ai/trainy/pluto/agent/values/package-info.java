/**
 * Reads the values that a program logs, of any library: by their shape and names, never by their
 * class. Nothing of a client or of a JSON library is compiled against. Core makes the copy.
 *
 * <p>May use {@code binding}, which says what classes of a name are, and core.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.agent.values;

import org.jspecify.annotations.NullMarked;
