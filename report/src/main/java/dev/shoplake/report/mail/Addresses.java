package dev.shoplake.report.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Optional;

/** Mail addresses from text. */
public final class Addresses {
    private Addresses() {}

    /** The addresses in a text, separated by commas; empty if one of them is none. */
    public static Optional<List<InternetAddress>> parse(String text) {
        try {
            var addresses = List.of(InternetAddress.parse(text, true));
            for (var address : addresses) {
                address.validate();
                if (address.getAddress().indexOf('@') < 0) {
                    return Optional.empty();
                }
            }
            return Optional.of(addresses);
        } catch (AddressException e) {
            return Optional.empty();
        }
    }
}
