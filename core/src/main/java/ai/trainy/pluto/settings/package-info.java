/**
 * Every option: its names, its default, its meaning, and where its value came from.
 *
 * <p>Uses {@code messages} and no other package of core.
 */
package ai.trainy.pluto.settings;
