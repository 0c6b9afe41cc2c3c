/**
 * The API key: from the program's settings, the key file or the operating system's keyring; and
 * where signing in stores it.
 *
 * <p>The keyring itself is a port, {@link ai.trainy.pluto.credentials.Keyring}: code that accesses
 * a keyring must not run in a program's JVM.
 *
 * <p>May use {@code settings} and {@code messages}.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.credentials;

import org.jspecify.annotations.NullMarked;
