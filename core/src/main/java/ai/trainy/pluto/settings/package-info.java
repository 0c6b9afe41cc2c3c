/**
 * The settings: names, defaults, meanings, and the source of each value.
 *
 * <p>Uses {@code messages} and no other package of core.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.settings;

import org.jspecify.annotations.NullMarked;
