/**
 * A Pluto run on the JVM: the public API.
 *
 * <p>{@link ai.trainy.pluto.Pluto} opens runs, {@link ai.trainy.pluto.Run} takes what is logged.
 * Usable without the agent. May use every other package of core; nothing in core may use this
 * package.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
package ai.trainy.pluto;
