package dev.cutover.plan;

import java.time.LocalDate;
import java.util.List;

/**
 * The system that moves.
 *
 * @param name short name used in workflow ids, task queues and engine tables: a-z, 0-9, hyphen
 * @param owner key of a person in {@link Plan#people()}
 * @param completion the date by which the migration is to be complete
 */
public record SystemDescription(
    String name,
    String title,
    String from,
    String to,
    List<String> approach,
    String owner,
    LocalDate prepared,
    LocalDate completion) {}
