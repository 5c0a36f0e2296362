package dev.cutover.plan;

import org.jspecify.annotations.Nullable;

/**
 * A finding of the schema check for which a person takes responsibility.
 *
 * @param table none for what concerns a whole server
 * @param column none for a finding of the whole table, or for any column of it
 * @param reason why it does no harm
 * @param by the person
 */
public record Waiver(
    SchemaFinding finding,
    @Nullable String table,
    @Nullable String column,
    String reason,
    String by) {}
