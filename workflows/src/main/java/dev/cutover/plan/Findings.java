package dev.cutover.plan;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** What the rules find wrong with a plan, each at the place where the value stands in the file. */
final class Findings {

  /** As long as the longest identifier that a database takes, and the same to every reader. */
  private static final Pattern NAME = Pattern.compile("(?!\\p{Z})[^\\p{C}]{1,128}(?<!\\p{Z})");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private final PlanErrors errors;
  private final Map<String, Mark> places;

  Findings(PlanErrors errors, Map<String, Mark> places) {
    this.errors = errors;
    this.places = places;
  }

  /** A wrong value; unsaid where it or a part of it could not be read, as that is said already. */
  void error(String path, String message) {
    if (sound(path)) {
      errors.add(place(path), path + ": " + message);
    }
  }

  /** Something that a value should hold; said whatever else is wrong in it. */
  void lacks(String path, String message) {
    if (!errors.isBroken(path)) {
      errors.add(place(path), path + ": " + message);
    }
  }

  /** Whether all of these could be read. */
  boolean sound(String... paths) {
    return Stream.of(paths).noneMatch(path -> errors.isBroken(path) || errors.holdsBroken(path));
  }

  void known(String path, String name, Known known) {
    if (known.complete() && !known.names().contains(name) && !errors.isFull()) {
      List<String> sorted = known.names().stream().sorted().toList();
      String meant = Names.suggestion(name, sorted);
      error(path, "no " + known.what() + " " + Names.quoted(name) + " in the plan" + meant);
    }
  }

  void filled(String path, Collection<?> values) {
    if (values.isEmpty()) {
      lacks(path, "is empty: name at least one");
    }
  }

  void positive(String path, Duration duration) {
    if (duration.isZero()) {
      error(path, "must be longer than nothing");
    }
  }

  void between(String path, long value, long least, long most) {
    if (value < least || value > most) {
      error(path, "must be " + least + " to " + most);
    }
  }

  void between(String path, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      error(path, "must be " + Durations.words(least) + " to " + Durations.words(most));
    }
  }

  void name(String path, String name) {
    if (!NAME.matcher(name).matches()) {
      error(path, "must have at most 128 visible characters, and no blanks at its ends");
    }
  }

  /** A name that settings and command lines use too. */
  void word(String path, String name) {
    if (!WORD.matcher(name).matches()) {
      error(path, "must be a word: letters, digits, '.', '-' and '_', at most 128");
    }
  }

  /** Names that tell things apart for people and for databases, whatever their case. */
  <T> void names(String path, List<T> items, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    each(
        items,
        path,
        (item, at) -> {
          name(at + ".name", name.apply(item));
          if (!seen.add(name.apply(item).toLowerCase(Locale.ROOT))) {
            String there = Names.quoted(name.apply(item));
            error(at + ".name", there + " is there already (upper and lower case are the same)");
          }
        });
  }

  <T> void each(List<T> items, String path, Visit<T> visit) {
    for (int i = 0; i < items.size(); i++) {
      visit.item(items.get(i), path + "[" + i + "]");
    }
  }

  private Mark place(String path) {
    @Nullable Mark mark = places.get(path);
    String at = path;
    while (mark == null && !at.isEmpty()) {
      at = PlanErrors.around(at);
      mark = places.get(at);
    }
    return mark == null ? new Mark("", 0, 0, 0, new int[0], 0) : mark;
  }

  /** What is done with each item of a list, and the path at which it stands. */
  interface Visit<T> {
    void item(T item, String path);
  }
}
