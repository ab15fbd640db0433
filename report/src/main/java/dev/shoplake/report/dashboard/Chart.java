package dev.shoplake.report.dashboard;

/**
 * A chart as the dashboard's layout names it.
 *
 * @param id Superset's number of it
 */
public record Chart(long id, String name) {}
