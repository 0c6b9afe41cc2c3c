/**
 * Pluto's wire protocol over OkHttp and Jackson.
 *
 * <p>{@link ai.trainy.pluto.transport.HttpPlutoApi} implements core's port. May use core's {@code
 * api}, {@code credentials} and {@code settings}, and no more of it.
 */
package ai.trainy.pluto.transport;
