/**
 * Trains a small neural network on handwritten digits and logs it to Weights &amp; Biases. Written
 * as any user would write it: uses {@code com.wandb.client} and org.json for numbers, {@code
 * com.example.client} for everything else, and knows no other tracker.
 *
 * <p>Results are the same bit by bit on every JVM: one seed for all that is random, and {@link
 * java.lang.StrictMath} for the functions that {@link java.lang.Math} may round as it likes.
 */
package ai.trainy.pluto.examples.quickstart;
