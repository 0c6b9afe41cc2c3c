/**
 * Asks the keyring of the operating system, from within a program.
 *
 * <p>What talks to a keyring loads native code and leaves threads and shutdown hooks behind. So it
 * is in a process of its own, and here is only what starts that process and reads its answer.
 *
 * <p>May use {@code credentials}.
 *
 * <p>Lives in the agent's own class loader.
 */
package ai.trainy.pluto.agent.keyring;
