/**
 * Data about a run besides its metrics: heartbeats, how the program ended, its environment.
 * Redaction of secrets.
 *
 * <p>May use {@code api}, {@code route}, {@code threads} and {@code messages}.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.observe;

import org.jspecify.annotations.NullMarked;
