/**
 * Where a run runs: the machine, the process, the JVM, the cluster and the source code, as far as
 * they can be found out within a second. The cards of a run's page.
 *
 * <p>Gathered once for each JVM, on a thread of its own, and kept with each run; see {@link
 * ai.trainy.pluto.observe.metadata.RunMetadata}. Keys are those of the protocol, section 13.3, and
 * {@code java}, {@code container} and those of clusters beside them. May use {@code observe},
 * {@code observe.system} for the kernel's files, {@code route}, {@code threads} and {@code
 * messages}.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
package ai.trainy.pluto.observe.metadata;
