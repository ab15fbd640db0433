package dev.shoplake.runtime.settings;

/**
 * Where a service listens.
 *
 * @param host address to bind; loopback unless set
 * @param port TCP port; 0 lets the system choose
 */
public record HttpSettings(String host, int port) {
    /**
     * Reads {@code <prefix>_HOST} and {@code <prefix>_PORT}.
     *
     * @param prefix such as {@code SHOPLAKE_CONSUMER}
     */
    public static HttpSettings read(SettingsReader reader, String prefix, int port) {
        return new HttpSettings(
                reader.text(prefix + "_HOST", "127.0.0.1", "address that the HTTP endpoint binds"),
                reader.port(prefix + "_PORT", port, "port of the HTTP endpoint"));
    }
}
