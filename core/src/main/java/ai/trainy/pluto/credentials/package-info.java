/**
 * Where the API key comes from: environment, then the key file.
 *
 * <p>May use {@code settings}.
 */
package ai.trainy.pluto.credentials;
