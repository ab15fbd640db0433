package dev.shoplake.report.mail;

import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * What is mailed.
 *
 * @param text plain
 * @param attachments files, sent under their own names
 */
public record Letter(String subject, String text, List<Path> attachments, ZonedDateTime written) {
    public Letter {
        attachments = List.copyOf(attachments);
    }
}
