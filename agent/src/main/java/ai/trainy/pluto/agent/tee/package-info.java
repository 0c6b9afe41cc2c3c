/**
 * What a woven call means: init opens a Pluto run, log logs to it, finish finishes it.
 *
 * <p>May use {@code binding}, {@code values} and core.
 */
package ai.trainy.pluto.agent.tee;
