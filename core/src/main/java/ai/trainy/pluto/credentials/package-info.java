/**
 * Where the API key comes from: what the program was given, then the key file, then the keyring of
 * the operating system; and where signing in leaves it.
 *
 * <p>The keyring itself is a port, {@link ai.trainy.pluto.credentials.Keyring}: what talks to one
 * does not belong into a program's JVM.
 *
 * <p>May use {@code settings} and {@code messages}.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
package ai.trainy.pluto.credentials;
