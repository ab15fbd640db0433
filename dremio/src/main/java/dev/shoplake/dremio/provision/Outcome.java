package dev.shoplake.dremio.provision;

import java.util.Locale;

/**
 * What a step did.
 *
 * @param detail a few words for people
 */
record Outcome(Kind kind, String detail) {
    /** Ways in which a step can end well. */
    enum Kind {
        CREATED,
        CHANGED,
        UNCHANGED,
        /** Nothing to hold, only to see. */
        CHECKED,
        /** To be had when the marts are published. */
        PENDING,
        /** This edition of Dremio does not have it. */
        UNAVAILABLE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Outcome created(String detail) {
        return new Outcome(Kind.CREATED, detail);
    }

    static Outcome changed(String detail) {
        return new Outcome(Kind.CHANGED, detail);
    }

    static Outcome unchanged(String detail) {
        return new Outcome(Kind.UNCHANGED, detail);
    }

    static Outcome checked(String detail) {
        return new Outcome(Kind.CHECKED, detail);
    }

    static Outcome pending() {
        return new Outcome(Kind.PENDING, "its mart is not published yet");
    }

    static Outcome unavailable(String detail) {
        return new Outcome(Kind.UNAVAILABLE, detail);
    }

    /** Whether Dremio is now other than before. */
    boolean isChange() {
        return kind == Kind.CREATED || kind == Kind.CHANGED;
    }
}
