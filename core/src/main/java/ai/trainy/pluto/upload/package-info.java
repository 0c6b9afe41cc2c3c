/**
 * The upload from the journal to the server: batches, retries, acknowledgements.
 *
 * <p>Runs in turns on the threads of one engine. May use {@code journal}, {@code api}, {@code
 * observe}, {@code settings}, {@code credentials} (for messages about the key), {@code threads} and
 * {@code messages}.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.upload;

import org.jspecify.annotations.NullMarked;
