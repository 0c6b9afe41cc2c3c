/**
 * Signing in: where the key is stored, the operating system's keyring, and who is signed in.
 *
 * <p>May use {@code check}, {@code credentials}, {@code settings}, {@code transport}, {@code api},
 * {@code keyring} and, to determine where runs belong, {@code journal} and {@code upload}; no other
 * package uses the keyring library.
 *
 * <p>Lives in the agent's own class loader, in a separate process.
 */
@NullMarked
package ai.trainy.pluto.agent.cli.signin;

import org.jspecify.annotations.NullMarked;
