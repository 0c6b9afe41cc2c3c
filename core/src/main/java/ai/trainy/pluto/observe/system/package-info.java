/**
 * What the machine and the JVM do while a run goes on: the System tab of a run's page.
 *
 * <p>One sampler for all runs, on a thread of its own. On Linux from {@code /proc}, {@code /sys}
 * and the control group, elsewhere from the JDK's own beans; nothing native is loaded but what is
 * the JDK's. May use {@code threads} and {@code messages}. Names and units are those of the
 * protocol, section 13.1, and {@code sys/jvm.*} beside them.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
package ai.trainy.pluto.observe.system;
