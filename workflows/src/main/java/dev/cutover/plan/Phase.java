package dev.cutover.plan;

import java.time.LocalDate;
import java.util.List;

/**
 * A line of the migration's schedule.
 *
 * @param owner a role that at least one person of the plan has
 */
public record Phase(
    String name, String title, List<String> tasks, String owner, LocalDate from, LocalDate to) {}
