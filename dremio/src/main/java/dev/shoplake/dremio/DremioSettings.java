package dev.shoplake.dremio;

import dev.shoplake.dremio.rest.Account;
import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.settings.SettingsException;
import dev.shoplake.runtime.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/**
 * What provisioning needs to know.
 *
 * @param url Dremio's web address
 * @param admin the first user, who administrates
 * @param reader the account of dashboards and analysts
 * @param startTimeout how long Dremio may take to start
 * @param lake catalog and object store, at the addresses that Dremio reaches them
 */
public record DremioSettings(URI url, Account admin, Account reader, Duration startTimeout, LakeSettings lake) {
    private static final String PASSWORD_RULE = "at least 8 characters, among them a letter and a digit";

    public static DremioSettings read(SettingsReader reader) {
        return new DremioSettings(
                reader.uri(
                        "SHOPLAKE_DREMIO_URL",
                        URI.create("http://127.0.0.1:9047"),
                        "Dremio's web address",
                        "http",
                        "https"),
                new Account(
                        reader.text("SHOPLAKE_DREMIO_ADMIN_USER", "admin", "Dremio's first user, who administrates"),
                        reader.secret(
                                "SHOPLAKE_DREMIO_ADMIN_PASSWORD", "the administrator's password, " + PASSWORD_RULE)),
                new Account(
                        reader.text("SHOPLAKE_DREMIO_READER_USER", "reader", "account of dashboards and analysts"),
                        reader.secret("SHOPLAKE_DREMIO_READER_PASSWORD", "the reader's password, " + PASSWORD_RULE)),
                reader.duration(
                        "SHOPLAKE_DREMIO_START_TIMEOUT",
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        "how long Dremio may take to start"),
                LakeSettings.read(reader));
    }

    /**
     * The settings in an environment.
     *
     * @throws SettingsException naming every problem at once
     */
    public static DremioSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish("SHOPLAKE_DREMIO_");
        settings.checkAccounts();
        return settings;
    }

    /** What Dremio would refuse, said before it is asked. */
    private void checkAccounts() {
        var problems = new ArrayList<String>();
        if (!isAcceptable(admin)) {
            problems.add("SHOPLAKE_DREMIO_ADMIN_PASSWORD is ***: expected " + PASSWORD_RULE);
        }
        if (!isAcceptable(reader)) {
            problems.add("SHOPLAKE_DREMIO_READER_PASSWORD is ***: expected " + PASSWORD_RULE);
        }
        if (admin.user().equalsIgnoreCase(reader.user())) {
            problems.add("SHOPLAKE_DREMIO_READER_USER is '%s': expected another name than the administrator's"
                    .formatted(reader.user()));
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private static boolean isAcceptable(Account account) {
        var password = account.password().value();
        return password.length() >= 8
                && password.chars().anyMatch(Character::isLetter)
                && password.chars().anyMatch(Character::isDigit);
    }
}
