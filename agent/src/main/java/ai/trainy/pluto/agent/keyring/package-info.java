/**
 * Reads the operating system's keyring from within a program.
 *
 * <p>Code that accesses a keyring loads native code and leaves threads and shutdown hooks behind.
 * It runs in a separate process; this package only starts that process and reads its answer.
 *
 * <p>May use {@code credentials}.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.agent.keyring;

import org.jspecify.annotations.NullMarked;
