/**
 * The crash-safe queue on disk: holds logged data from the call that logged it until the server has
 * it.
 *
 * <p>A run owns a {@link ai.trainy.pluto.journal.RunDirectory}; its {@link
 * ai.trainy.pluto.journal.Journal} is appended to by the program's threads and read by the
 * uploader's. A directory contains those of these files that its run has needed so far:
 *
 * <pre>
 *   HOME/PROJECT/20261128-174501-k3v9q1zt/
 *     lock               empty; locked by the process that uses the run
 *     intent             the program's arguments: one frame, INTENT
 *     destination        server, fingerprint of the key, organization: one frame, DESTINATION
 *     answer             the server's response: one frame, ANSWER
 *     00000001.segment   logged records, see SegmentFile: a header of 16 bytes, then frames
 *     00000002.segment   the next one, once the first is full
 *     acknowledged       acknowledged position, see Acknowledgements: 16 bytes each
 *     stored             position up to which data is safely stored: the same
 *     end                how the run ended: one frame, FINISH
 *     refused            number of values that could not be stored: 8 bytes
 *     continued          empty; the run continues in a later directory
 *     files/
 *       000000001-NAME.content    a copy of a logged file
 *       000000001-NAME.entry      its description for the server: one frame, FILE
 *       000000001-NAME.address    its upload address, while the upload may have happened
 *       000000001-NAME.rejected   a copy that the server rejected
 *     deferred/          records retried in parallel, see DeferredRecords: frames
 *     rejected.txt       for people: what the server rejected, and why
 *     00000003.segment.damaged     for people: unreadable records
 * </pre>
 *
 * <p>A frame is one checked record, see {@link ai.trainy.pluto.journal.Frame}; the types are those
 * of {@link ai.trainy.pluto.journal.RecordType}. A file whose name ends in {@code .new} is an
 * unfinished replacement. Formats never change: an old version can read the files of a new one, or
 * leaves them alone.
 *
 * <p>May use {@code api} for the values it stores, {@code threads} and {@code messages}. Lives in
 * the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.journal;

import org.jspecify.annotations.NullMarked;
