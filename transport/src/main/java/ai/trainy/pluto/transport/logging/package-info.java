/**
 * Replaces {@code java.util.logging} for OkHttp and Okio in the agent's jar. The JDK's classes
 * would initialize the program's logging before the program has configured it, and need a module
 * that a JVM may not have. The build redirects the references. Uses no other package.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.transport.logging;

import org.jspecify.annotations.NullMarked;
