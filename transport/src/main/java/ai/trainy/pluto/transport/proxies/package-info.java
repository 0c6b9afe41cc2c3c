/**
 * Replaces {@code java.net.ProxySelector} for OkHttp in the agent's jar. Even a subclass would
 * initialize the JDK's class, which reads {@code java.net.useSystemProxies} once, perhaps before
 * the program has set it. The build redirects the references. Uses no other package.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.transport.proxies;

import org.jspecify.annotations.NullMarked;
