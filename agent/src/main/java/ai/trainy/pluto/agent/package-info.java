/**
 * What every JVM meets that carries the agent: the entry, a watch for client classes, and the
 * loader of everything else.
 *
 * <p>Lives in the system class loader. Java 8 bytecode, JDK types only, no lambdas: it must load on
 * any JVM and cost nothing where no wandb client is. May use no other package.
 */
package ai.trainy.pluto.agent;
