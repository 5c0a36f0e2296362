package dev.cutover.plan;

import java.util.List;

/**
 * What the migration must not touch; a plan that does is refused. Upper and lower case are the
 * same.
 *
 * @param tables names of tables and sequences, a trailing {@code *} stands for any ending
 * @param names names of batch jobs, DNS records, clients, effects and the endpoints of what is
 *     moved, with the same wildcard
 */
public record OutOfScope(String title, String reason, List<String> tables, List<String> names) {}
