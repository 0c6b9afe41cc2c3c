/**
 * The environment of a run: machine, process, JVM, cluster and source code, as far as can be
 * determined within a second. Shown as cards on the run's page.
 *
 * <p>Collected once for each JVM, on a separate thread, and stored with each run; see {@link
 * ai.trainy.pluto.observe.metadata.RunMetadata}. Keys are those of the protocol, section 13.3, plus
 * {@code java}, {@code container} and those of clusters. May use {@code observe}, {@code
 * observe.system} for kernel files, {@code route}, {@code threads} and {@code messages}.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.observe.metadata;

import org.jspecify.annotations.NullMarked;
