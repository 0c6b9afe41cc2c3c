/**
 * The agent as its users meet it: real JVMs with the built jar, a client that really starts a
 * process and talks to it, and a Pluto that refuses what the real one refuses.
 *
 * <p>Nothing here sees the agent's classes; what is asserted is what a user could see.
 */
package ai.trainy.pluto.endtoend;
