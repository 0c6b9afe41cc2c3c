/**
 * Turns a binding into advice in a client's bytecode.
 *
 * <p>{@link ai.trainy.pluto.agent.weave.CompatibilityCheck} checks whether that would work, without
 * running the program.
 *
 * <p>May use {@code binding}, {@code hook}, {@code message}, the possible answers of methods in
 * {@code standalone}, core's {@code messages} and Byte Buddy.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.agent.weave;

import org.jspecify.annotations.NullMarked;
