/**
 * Turns a binding into advice in a client's bytecode.
 *
 * <p>May use {@code binding}, {@code hook}, core's {@code notice} and Byte Buddy.
 */
package ai.trainy.pluto.agent.weave;
