package dev.cutover.data;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A right that MySQL or MariaDB says an account lacks. */
record Denial(String privilege, String user, String table) {

  private static final Pattern WORDS =
      Pattern.compile(
          "([A-Z]+(?: [A-Z]+)*)( with locking clause)? command denied to user '([^']+)'@'[^']*'"
              + " for (?:column '[^']+' in )?table (?:`[^`]+`\\.)?['`](?:[^'`.]+\\.)?([^'`.]+)['`]");

  /** The first that a failure or what is behind it names. */
  static Optional<Denial> of(Throwable failure) {
    return Stream.iterate(failure, part -> part != null, Throwable::getCause)
        .map(part -> WORDS.matcher(String.valueOf(part.getMessage())))
        .filter(Matcher::find)
        .map(words -> new Denial(privilege(words), words.group(3), words.group(4)))
        .findFirst();
  }

  /** To read what is changed next takes the right to change it. */
  private static String privilege(MatchResult words) {
    return words.group(2) == null ? words.group(1) : "UPDATE";
  }
}
