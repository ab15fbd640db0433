package dev.shoplake.report;

import dev.shoplake.report.mail.MailSettings;
import dev.shoplake.report.superset.SupersetSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * All that a report needs to know.
 *
 * @param browser executable of a Chromium
 * @param superset where the dashboard is
 * @param zone time zone of the printed date
 * @param mail how the report is mailed
 */
record ReportSettings(Path browser, SupersetSettings superset, ZoneId zone, MailSettings mail) {
    static ReportSettings read(SettingsReader reader) {
        return new ReportSettings(
                Path.of(reader.text("SHOPLAKE_BROWSER", "Chromium that draws the dashboard; ./shoplake sets it")),
                SupersetSettings.read(reader),
                reader.zone("SHOPLAKE_SHOP_TIMEZONE", ZoneOffset.UTC, "time zone of the printed date"),
                MailSettings.read(reader));
    }

    static ReportSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish("SHOPLAKE_SMTP_");
        return settings;
    }
}
