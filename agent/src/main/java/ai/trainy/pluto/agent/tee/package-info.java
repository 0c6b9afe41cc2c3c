/**
 * What a woven call means: init opens a Pluto run, log logs to it, finish finishes it.
 *
 * <p>Reads the program's values by their shape and never by their class. May use {@code binding}
 * and core.
 */
package ai.trainy.pluto.agent.tee;
