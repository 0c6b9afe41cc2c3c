/**
 * What OkHttp finds in the agent's jar where it looks for {@code java.net.ProxySelector}: even a
 * subclass would initialize the JVM's, which reads {@code java.net.useSystemProxies} once, perhaps
 * before the program has set it. The build puts this in its place. Uses nothing.
 *
 * <p>Lives in the agent's own class loader.
 */
package ai.trainy.pluto.transport.proxies;
