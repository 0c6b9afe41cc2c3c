/**
 * The crash-safe queue on disk: what was logged, from the call that logged it until the server has
 * it.
 *
 * <p>A run owns a {@link ai.trainy.pluto.journal.RunDirectory}; its {@link
 * ai.trainy.pluto.journal.Journal} is appended to by the program's threads and read by the
 * uploader's. A directory has, of these files, those that its run has needed so far:
 *
 * <pre>
 *   HOME/PROJECT/20261128-174501-k3v9q1zt/
 *     lock               empty; locked by the process that works on the run
 *     intent             what the program asked for: one frame, INTENT
 *     destination        server, fingerprint of the key, organization: one frame, DESTINATION
 *     answer             how the server knows the run: one frame, ANSWER
 *     00000001.segment   what was logged, see SegmentFile: a header of 16 bytes, then frames
 *     00000002.segment   the next, once the one before is full
 *     acknowledged       up to where the server has said yes, see Acknowledgements: 16 bytes each
 *     stored             up to where it can be taken to have stored that: the same
 *     end                how the run ended: one frame, FINISH
 *     refused            how many values could not be kept: 8 bytes
 *     continued          empty; the run goes on in a later directory
 *     files/
 *       000000001-NAME.content    a copy of a logged file
 *       000000001-NAME.entry      what the server is told of it: one frame, FILE
 *       000000001-NAME.address    where it was to be put, while that may have happened
 *       000000001-NAME.rejected   a copy that the server refused
 *     deferred/          records that wait beside the journal, see DeferredRecords: frames
 *     rejected.txt       for people: what the server refused, and why
 *     00000003.segment.damaged     for people: what could not be read
 * </pre>
 *
 * <p>A frame is one checked record, see {@link ai.trainy.pluto.journal.Frame}; the types are those
 * of {@link ai.trainy.pluto.journal.RecordType}. A file whose name ends in {@code .new} is one that
 * was being replaced. Formats are never changed: what a new version writes, an old one reads or
 * leaves alone.
 *
 * <p>May use {@code api} for the values it keeps, {@code threads} and {@code messages}. Lives in
 * the agent's own class loader.
 */
package ai.trainy.pluto.journal;
