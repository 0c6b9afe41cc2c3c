/**
 * System metrics of the machine and the JVM during a run: the System tab of its page.
 *
 * <p>One sampler for all runs, on a separate thread. On Linux it reads {@code /proc}, {@code /sys}
 * and the control group, elsewhere the JDK's own beans; it loads no native code except the JDK's.
 * May use {@code threads} and {@code messages}. Names and units are those of the protocol, section
 * 13.1, plus {@code sys/jvm.*}.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.observe.system;

import org.jspecify.annotations.NullMarked;
