package dev.cutover.plan;

/**
 * Something the system does outside its database.
 *
 * @param key the field by which a receiver recognises a repetition
 * @param heldUntilComplete whether the target keeps it back until the cutover is complete
 */
public record Effect(String name, String title, String key, boolean heldUntilComplete) {}
