/**
 * The part of the agent that every JVM loads: the entry point, a watch for client classes, and the
 * loader of everything else.
 *
 * <p>Lives in the system class loader. Java 8 bytecode, JDK types only, no lambdas: it must load on
 * any JVM and cost nothing in one without a wandb client. May use no other package.
 */
package ai.trainy.pluto.agent;
