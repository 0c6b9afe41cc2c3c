/**
 * Pluto's wire protocol over OkHttp and Jackson.
 *
 * <p>{@link ai.trainy.pluto.transport.HttpPlutoApi} implements core's port; {@link
 * ai.trainy.pluto.transport.Network} is the way there, for it and for {@link
 * ai.trainy.pluto.transport.Probe}, which only looks whether services are there. May use core's
 * {@code api}, {@code credentials}, {@code settings}, {@code messages} and {@code threads}, and no
 * more of it.
 *
 * <p>Lives in the agent's own class loader.
 */
package ai.trainy.pluto.transport;
