/**
 * Where signing in keeps the key, the keyring of the operating system, and who is signed in.
 *
 * <p>May use {@code credentials}, {@code settings} and {@code transport}; nothing else knows the
 * keyring library.
 *
 * <p>Lives in the agent's own class loader, in a process of its own.
 */
package ai.trainy.pluto.agent.cli.signin;
