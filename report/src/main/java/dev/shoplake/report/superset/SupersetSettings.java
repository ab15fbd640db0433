package dev.shoplake.report.superset;

import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsReader;
import java.net.URI;

/**
 * Where Superset is and who looks at it.
 *
 * @param url its address without a path
 * @param user login name of an account that may read the dashboard
 * @param password of that account
 */
public record SupersetSettings(URI url, String user, Secret password) {
    public static SupersetSettings read(SettingsReader reader) {
        return new SupersetSettings(
                reader.uri("SHOPLAKE_SUPERSET_URL", "Superset, http://host:port", "http", "https"),
                reader.text("SHOPLAKE_SUPERSET_READER_USER", "reader", "account that reads the dashboard"),
                reader.secret("SHOPLAKE_SUPERSET_READER_PASSWORD", "password of that account"));
    }
}
