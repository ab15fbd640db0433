package dev.shoplake.report.mail;

/** How the way to the mail server is kept secret. */
public enum MailSecurity {
    /** In clear: for a server on this machine. */
    NONE,
    /** In clear at first, then encrypted; usual on port 587. A server that cannot is refused. */
    STARTTLS,
    /** Encrypted from the first byte; usual on port 465. */
    TLS
}
