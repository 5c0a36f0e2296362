package dev.cutover.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys whose rows are not the same on both sides.
 *
 * @param heldOtherwise equal but for empty texts, which legacy holds as none: the next delta brings
 *     the target in line with that
 */
record Compared(Set<String> unequal, List<String> heldOtherwise) {

  static Compared of(
      Map<String, RowDigest> target,
      Map<String, RowDigest> legacy,
      List<String> keys,
      boolean emptyTextIsNull) {
    Set<String> unequal = new LinkedHashSet<>();
    List<String> heldOtherwise = new ArrayList<>();
    for (String key : keys) {
      RowDigest here = target.getOrDefault(key, RowDigest.NONE);
      RowDigest there = legacy.getOrDefault(key, RowDigest.NONE);
      boolean exact = here.exact().equals(there.exact());
      if (!exact && emptyTextIsNull && here.held().equals(there.held())) {
        heldOtherwise.add(key);
      } else if (!exact) {
        unequal.add(key);
      }
    }
    return new Compared(unequal, heldOtherwise);
  }
}
