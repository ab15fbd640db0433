package dev.shoplake.report.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.shoplake.report.ReportException;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsException;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters to a real SMTP server in this process. */
class MailerTest {
    private static final ZonedDateTime WRITTEN = ZonedDateTime.of(2011, 12, 1, 6, 30, 0, 0, ZoneOffset.UTC);

    @TempDir
    private Path folder = Path.of("");

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });

    @BeforeEach
    void startTheServer() {
        server.start();
    }

    @AfterEach
    void stopTheServer() {
        server.stop();
    }

    @Test
    void aLetterArrivesWithItsFiles() throws Exception {
        var file = Files.writeString(folder.resolve("report.txt"), "1.461.756,25 £");

        mailer(MailSecurity.NONE, "", "ann@example.com, bob@example.com").send(letter(List.of(file)));

        var messages = server.getReceivedMessages();
        assertThat(messages).hasSize(2);
        assertThat(messages[0].getSubject()).isEqualTo("November · £");
        assertThat(messages[0].getFrom()).containsExactly(new InternetAddress("shop@example.com"));
        assertThat(messages[0].getSentDate()).isEqualTo(WRITTEN.toInstant());
        assertThat(messages[0].getRecipients(Message.RecipientType.TO))
                .containsExactly(new InternetAddress("ann@example.com"), new InternetAddress("bob@example.com"));
        var parts = (Multipart) messages[0].getContent();
        assertThat(String.valueOf(parts.getBodyPart(0).getContent()).strip()).isEqualTo("Orders  2,769");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("report.txt");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo("1.461.756,25 £".getBytes(UTF_8));
    }

    @Test
    void aServerThatAsksForALoginGetsIt() throws Exception {
        server.setUser("shop@example.com", "shop", "right");
        server.getUserManager().setAuthRequired(true);

        mailer(MailSecurity.NONE, "shop", "ann@example.com").send(letter(List.of()));

        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aWrongPasswordIsToldAndNotShown() {
        server.setUser("shop@example.com", "shop", "another");

        assertThatThrownBy(() ->
                        mailer(MailSecurity.NONE, "shop", "ann@example.com").send(letter(List.of())))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("mail to ann@example.com by 127.0.0.1:")
                .hasMessageContaining("failed: ")
                .hasMessageNotContaining("right");
    }

    @Test
    void aServerThatCannotEncryptIsRefused() {
        assertThatThrownBy(() ->
                        mailer(MailSecurity.STARTTLS, "", "ann@example.com").send(letter(List.of())))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("STARTTLS is required but host does not support STARTTLS");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatNobodyVouchesForIsRefused() {
        assertThatThrownBy(() -> mailer(MailSecurity.TLS, "", "ann@example.com").send(letter(List.of())))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("mail to ann@example.com by 127.0.0.1:");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void withoutReceiversThereIsNoMailer() {
        assertThat(Mailer.of(settings(MailSecurity.NONE, "", ""), List.of())).isEmpty();
    }

    @Test
    void wrongAddressesAreToldBeforeAnythingIsSent() {
        assertThatThrownBy(() -> Mailer.of(settings(MailSecurity.NONE, "", "ann@@example"), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "SHOPLAKE_SMTP_TO is 'ann@@example': expected mail addresses separated by commas");
    }

    private Mailer mailer(MailSecurity security, String user, String to) {
        return Mailer.of(settings(security, user, to), List.of()).orElseThrow();
    }

    private MailSettings settings(MailSecurity security, String user, String to) {
        var listener = security == MailSecurity.TLS ? server.getSmtps() : server.getSmtp();
        return new MailSettings(
                "127.0.0.1", listener.getPort(), security, user, new Secret("right"), "shop@example.com", to);
    }

    private static Letter letter(List<Path> files) {
        return new Letter("November · £", "Orders  2,769", files, WRITTEN);
    }
}
