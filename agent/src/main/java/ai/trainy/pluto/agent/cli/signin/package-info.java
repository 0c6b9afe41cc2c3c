/**
 * Where signing in keeps the key, the keyring of the operating system, and who is signed in.
 *
 * <p>May use {@code check}, {@code credentials}, {@code settings}, {@code transport}, {@code api},
 * {@code keyring} and, for what belongs where, {@code journal} and {@code upload}; nothing else
 * knows the keyring library.
 *
 * <p>Lives in the agent's own class loader, in a process of its own.
 */
package ai.trainy.pluto.agent.cli.signin;
