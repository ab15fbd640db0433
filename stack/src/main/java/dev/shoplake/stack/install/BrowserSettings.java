package dev.shoplake.stack.install;

import dev.shoplake.runtime.settings.SettingsReader;
import java.util.Map;

/**
 * Which browser draws dashboards.
 *
 * @param executable of a Chromium; empty for one on the PATH or else a fetched one
 */
public record BrowserSettings(String executable) {
    public static BrowserSettings read(SettingsReader reader) {
        return new BrowserSettings(
                reader.text(
                        "SHOPLAKE_BROWSER",
                        "",
                        "Chromium that draws the dashboard; if empty the first of chromium, google-chrome and chromium-browser on the PATH that runs, else one fetched by npm"));
    }

    public static BrowserSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish();
        return settings;
    }
}
