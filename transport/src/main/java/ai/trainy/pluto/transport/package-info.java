/**
 * Pluto's wire protocol over OkHttp and Jackson.
 *
 * <p>{@link ai.trainy.pluto.transport.HttpPlutoApi} implements core's port; {@link
 * ai.trainy.pluto.transport.Network} connects it, and {@link ai.trainy.pluto.transport.Probe},
 * which only checks whether services respond. May use core's {@code api}, {@code credentials},
 * {@code settings}, {@code messages} and {@code threads}, and nothing else of it.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.transport;

import org.jspecify.annotations.NullMarked;
