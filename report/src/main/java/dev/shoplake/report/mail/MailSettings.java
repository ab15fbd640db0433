package dev.shoplake.report.mail;

import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsReader;

/**
 * The server that sends mail.
 *
 * @param host its name; empty if no mail is to be sent
 * @param port its TCP port
 * @param security how the way to it is kept secret
 * @param user login name; empty for a server that asks for none
 * @param password of that user
 * @param from address of the sender
 * @param to addresses of the receivers, separated by commas, for whom no other is named; may be empty
 */
public record MailSettings(
        String host, int port, MailSecurity security, String user, Secret password, String from, String to) {
    private static final int SUBMISSION_PORT = 587;

    public static MailSettings read(SettingsReader reader) {
        var host = reader.text("SHOPLAKE_SMTP_HOST", "", "mail server; no mail is sent if empty");
        var sender = "address of the sender, required with a mail server";
        return new MailSettings(
                host,
                reader.port("SHOPLAKE_SMTP_PORT", SUBMISSION_PORT, "port of the mail server"),
                reader.oneOf(
                        "SHOPLAKE_SMTP_SECURITY",
                        MailSecurity.STARTTLS,
                        "encryption: none, at once (tls), or after a greeting in clear (starttls)"),
                reader.text("SHOPLAKE_SMTP_USER", "", "login name at the mail server; no login if empty"),
                reader.secretOrNone("SHOPLAKE_SMTP_PASSWORD", "password of that login"),
                host.isEmpty()
                        ? reader.text("SHOPLAKE_SMTP_FROM", "", sender)
                        : reader.text("SHOPLAKE_SMTP_FROM", sender),
                reader.text(
                        "SHOPLAKE_SMTP_TO", "", "addresses that get every report, separated by commas; none if empty"));
    }
}
