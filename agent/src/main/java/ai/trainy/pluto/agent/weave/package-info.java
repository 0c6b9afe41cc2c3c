/**
 * Turns a binding into advice in a client's bytecode.
 *
 * <p>{@link ai.trainy.pluto.agent.weave.CompatibilityCheck} answers for programs that do not run
 * whether it could.
 *
 * <p>May use {@code binding}, {@code hook}, {@code message}, of {@code standalone} what methods can
 * be answered with, core's {@code messages} and Byte Buddy.
 *
 * <p>Lives in the agent's own class loader.
 */
package ai.trainy.pluto.agent.weave;
