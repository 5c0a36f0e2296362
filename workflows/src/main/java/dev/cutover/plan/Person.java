package dev.cutover.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who decides or is told. Addresses and keys are not here: workers know them.
 *
 * @param deputy key of the person who stands in, if any
 */
public record Person(String name, String title, List<String> roles, @Nullable String deputy) {}
