package dev.shoplake.stack.server;

import java.util.Locale;

/** Parts of the stack that a small machine can do without. */
public enum Group {
    /** What the others stand on: events, lake, SQL, model, recommendations. */
    CORE,
    /** The dashboard. */
    BI,
    /** What runs the batch by the clock. */
    SCHEDULE;

    /** What the commands that start the stack say of their option {@code --without}. */
    public static final String OPTION =
            "Leave these out on a small machine, such as bi,schedule: bi is the dashboard (Superset), schedule is Airflow.";

    /** As written on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
