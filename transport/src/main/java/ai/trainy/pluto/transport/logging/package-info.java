/**
 * What OkHttp and Okio find in the agent's jar where they look for {@code java.util.logging}: using
 * that would initialize the program's logging before the program has configured it, and needs a
 * module that a JVM may not have. The build puts these in its place. Uses nothing.
 *
 * <p>Lives in the agent's own class loader.
 */
package ai.trainy.pluto.transport.logging;
