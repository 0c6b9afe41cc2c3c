/**
 * What OkHttp finds in the agent's jar where it looks for {@code java.text.Normalizer}: that one
 * loads the JVM's tables of all Unicode, for host names that are ASCII nearly always. The build
 * puts this in its place. Uses nothing, and lives in the agent's own class loader.
 */
package ai.trainy.pluto.transport.text;
