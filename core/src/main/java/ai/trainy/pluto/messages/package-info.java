/**
 * Messages to the user: a few lines on stderr, everything else in a log file. Each is a {@link
 * ai.trainy.pluto.messages.Message}, and all of core's are in one enum.
 *
 * <p>Uses JDK types, {@code threads}, and no other package of core.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.messages;

import org.jspecify.annotations.NullMarked;
