/**
 * Where signing in keeps the key, the keyring of the operating system, and who is signed in.
 *
 * <p>May use {@code credentials}, {@code settings} and {@code transport}; nothing else knows the
 * keyring library.
 */
package ai.trainy.pluto.agent.cli.signin;
