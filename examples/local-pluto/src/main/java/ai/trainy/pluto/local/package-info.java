/**
 * A Pluto server, for looking at what a client sends and for testing against.
 *
 * <p>It speaks Pluto's wire protocol and refuses what the real services refuse; "the protocol,
 * section N" in comments means its description. May use the JDK (with {@code
 * com.sun.net.httpserver}), Jackson and H2's MVStore, and nothing of the agent: a mistake shared by
 * both sides would go unseen. Runs on the application class loader.
 *
 * <p>{@link ai.trainy.pluto.local.LocalPluto} is the entry. The other public types are what it
 * hands out: views of what was received ({@link ai.trainy.pluto.local.RunView} and its parts), what
 * was refused, and the switches for faults and keys.
 */
@NullMarked
package ai.trainy.pluto.local;

import org.jspecify.annotations.NullMarked;
