package dev.cutover.plan;

import java.util.Set;

/**
 * Names that a reference may mean.
 *
 * @param what what they name: {@code person}, {@code role}
 * @param complete whether all could be read: one that is unknown may else be among the unread
 */
record Known(String what, Set<String> names, boolean complete) {}
