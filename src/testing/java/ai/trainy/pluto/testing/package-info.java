/**
 * What the tests of several modules share: a Pluto in memory, a way to wait, a recorder of
 * messages.
 *
 * <p>Its class loader is the tests'. It uses core's port to the server ({@code api}) and its {@code
 * messages}, and nothing else: core's own tests compile this folder among their sources, all others
 * depend on it as a module.
 */
package ai.trainy.pluto.testing;
