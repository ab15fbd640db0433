package dev.shoplake.recommender.landing;

import dev.shoplake.runtime.settings.SettingsReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rooms the front door leads to.
 *
 * @param rooms those that are there, in the order of the page
 */
public record LandingSettings(List<Room> rooms) {
    public LandingSettings {
        rooms = List.copyOf(rooms);
    }

    /** Reads all keys; problems are reported by {@link SettingsReader#finish}. A room without an address is not there. */
    public static LandingSettings read(SettingsReader reader) {
        var rooms = new ArrayList<Room>();
        address(reader, "SHOPLAKE_SUPERSET_URL", "where a browser finds Superset")
                .forEach(uri -> rooms.add(new Room(
                        "Dashboard",
                        "The month: revenue, orders, buyers, best sellers (Superset)",
                        uri.resolve("/superset/dashboard/monthly/"))));
        address(reader, "SHOPLAKE_AIRFLOW_URL", "where a browser finds Airflow")
                .forEach(uri -> rooms.add(new Room(
                        "Schedule", "What runs when, what has run, and a button to run it now (Airflow)", uri)));
        address(reader, "SHOPLAKE_MLFLOW_URI", "where a browser finds MLflow")
                .forEach(uri -> rooms.add(new Room("Models", "Every model with its figures (MLflow)", uri)));
        address(reader, "SHOPLAKE_DREMIO_URL", "where a browser finds Dremio")
                .forEach(uri -> rooms.add(new Room("SQL", "Questions to the marts (Dremio)", uri)));
        return new LandingSettings(rooms);
    }

    private static List<URI> address(SettingsReader reader, String key, String meaning) {
        return reader.optionalUri(key, meaning, "http", "https").stream().toList();
    }
}
