/**
 * Detects how the JVM ends, from the first run on, as far as possible without instrumenting a
 * class; decides whether a class may be instrumented for that.
 *
 * <p>Lives in the agent's own class loader. Needs {@code java.lang} opened to that loader, as the
 * hook leaves it. May use {@code message}, core's {@code observe} and {@code messages}.
 */
@NullMarked
package ai.trainy.pluto.agent.end;

import org.jspecify.annotations.NullMarked;
