/**
 * The crash-safe queue on disk: what was logged, from the call that logged it until the server has
 * it.
 *
 * <p>A run owns a {@link ai.trainy.pluto.journal.RunDirectory}; its {@link
 * ai.trainy.pluto.journal.Journal} is appended to by the program's threads and read by the
 * uploader's. May use {@code api} for the values it keeps, {@code threads} and {@code notice}.
 */
package ai.trainy.pluto.journal;
