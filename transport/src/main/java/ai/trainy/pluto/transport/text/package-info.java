/**
 * Replaces {@code java.text.Normalizer} for OkHttp in the agent's jar. The JDK's class loads tables
 * of all of Unicode, for host names that are almost always ASCII. The build redirects the
 * references. Uses no other package, and lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.transport.text;

import org.jspecify.annotations.NullMarked;
