/**
 * What the program prints, as lines of the runs that are open: taken where it is written, made into
 * lines on a background thread.
 *
 * <p>Nothing here prints, or waits for anything but its own short lock, while the program prints: a
 * program may hold any lock then. May use {@code observe}, {@code api}, {@code threads} and {@code
 * messages}.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
package ai.trainy.pluto.observe.console;
