/**
 * The threads of this library, and what its code may do on those of a program: guests in a JVM that
 * belongs to somebody else.
 *
 * <p>Uses JDK types only and no other package of core.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
package ai.trainy.pluto.threads;
