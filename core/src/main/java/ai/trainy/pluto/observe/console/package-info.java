/**
 * The program's output, as log lines of the open runs: captured where it is written, split into
 * lines on a background thread.
 *
 * <p>While the program prints, no code here prints or waits for anything but its own short lock,
 * because the program may hold any lock then. May use {@code observe}, {@code api}, {@code threads}
 * and {@code messages}.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.observe.console;

import org.jspecify.annotations.NullMarked;
