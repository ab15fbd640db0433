package dev.shoplake.report.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shoplake.report.ReportException;
import dev.shoplake.runtime.settings.SettingsException;
import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Sends letters to a fixed circle of receivers. */
public final class Mailer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MailSettings settings;
    private final InternetAddress sender;
    private final List<InternetAddress> receivers;

    private Mailer(MailSettings settings, InternetAddress sender, List<InternetAddress> receivers) {
        this.settings = settings;
        this.sender = sender;
        this.receivers = receivers;
    }

    /**
     * A mailer by settings; nothing is asked of the server yet.
     *
     * @param named the receivers; those of the settings if empty
     * @return empty if there is nobody to write to
     * @throws SettingsException if there is no server, or an address is none
     */
    public static Optional<Mailer> of(MailSettings settings, List<InternetAddress> named) {
        var receivers = named.isEmpty() ? addresses("SHOPLAKE_SMTP_TO", settings.to()) : named;
        if (receivers.isEmpty()) {
            return Optional.empty();
        }
        if (settings.host().isEmpty()) {
            throw new SettingsException(
                    List.of("SHOPLAKE_SMTP_HOST is missing: expected text (mail server), as a mail is to be sent"));
        }
        var sender = addresses("SHOPLAKE_SMTP_FROM", settings.from());
        return Optional.of(new Mailer(settings, sender.getFirst(), receivers));
    }

    private static List<InternetAddress> addresses(String key, String text) {
        return Addresses.parse(text)
                .orElseThrow(() -> new SettingsException(
                        List.of("%s is '%s': expected mail addresses separated by commas".formatted(key, text))));
    }

    /** Who gets the letters. */
    public String receivers() {
        return InternetAddress.toString(receivers.toArray(Address[]::new));
    }

    /**
     * Sends a letter.
     *
     * @throws ReportException if the server does not take it
     */
    public void send(Letter letter) {
        try {
            var message = new MimeMessage(session());
            message.setFrom(sender);
            message.setRecipients(Message.RecipientType.TO, receivers.toArray(Address[]::new));
            message.setSubject(letter.subject(), UTF_8.name());
            message.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(letter.written()));
            message.setContent(content(letter));
            Transport.send(message);
        } catch (MessagingException | IOException e) {
            throw new ReportException(
                    "mail to %s by %s:%d failed: %s"
                            .formatted(receivers(), settings.host(), settings.port(), e.getMessage()),
                    e);
        }
    }

    private static MimeMultipart content(Letter letter) throws MessagingException, IOException {
        var content = new MimeMultipart();
        var text = new MimeBodyPart();
        text.setText(letter.text(), UTF_8.name());
        content.addBodyPart(text);
        for (var file : letter.attachments()) {
            var attachment = new MimeBodyPart();
            attachment.attachFile(file.toFile());
            content.addBodyPart(attachment);
        }
        return content;
    }

    private Session session() {
        var properties = new Properties();
        var patience = Long.toString(PATIENCE.toMillis());
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.connectiontimeout", patience);
        properties.setProperty("mail.smtp.timeout", patience);
        properties.setProperty("mail.smtp.writetimeout", patience);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.security()) {
            case NONE -> {}
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        if (settings.user().isEmpty()) {
            return Session.getInstance(properties);
        }
        properties.setProperty("mail.smtp.auth", "true");
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(
                        settings.user(), settings.password().value());
            }
        });
    }
}
