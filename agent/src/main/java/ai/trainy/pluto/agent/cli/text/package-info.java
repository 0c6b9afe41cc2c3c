/**
 * Formats numbers and plain values for people and programs, and what people type into their shell.
 * Uses Jackson, none of whose types is in a signature, and no other package.
 *
 * <p>Lives in the agent's own class loader, in a separate process.
 */
@NullMarked
package ai.trainy.pluto.agent.cli.text;

import org.jspecify.annotations.NullMarked;
