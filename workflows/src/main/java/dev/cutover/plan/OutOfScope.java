package dev.cutover.plan;

import java.util.List;

/**
 * What the migration must not touch; a plan that does is refused.
 *
 * @param tables table names, a trailing {@code *} stands for any ending
 * @param names names of batch jobs, DNS records or endpoints, with the same wildcard
 */
public record OutOfScope(String title, String reason, List<String> tables, List<String> names) {}
