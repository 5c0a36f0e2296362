package dev.cutover.plan;

import java.util.List;

/**
 * Characters that conversions of one legacy character set to Unicode bring to two different code
 * points, so that what was typed alike on both sides is stored otherwise.
 *
 * @see <a href="https://www.unicode.org/Public/MAPPINGS/OBSOLETE/EASTASIA/JIS/JIS0208.TXT">JIS X
 *     0208 to Unicode</a>
 * @see <a href="https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP932.TXT">code page
 *     932 to Unicode</a>
 */
public enum CharsetMap {
  /** Shift JIS, as JIS X 0208 and as Microsoft's code page 932 map it. */
  JA16SJIS;

  private static final List<Pair> SHIFT_JIS =
      List.of(
          new Pair("\u301C", "\uFF5E", "wave dash, fullwidth tilde"),
          new Pair("\u2016", "\u2225", "double vertical line, parallel to"),
          new Pair("\u2212", "\uFF0D", "minus sign, fullwidth hyphen-minus"),
          new Pair("\u2014", "\u2015", "em dash, horizontal bar"),
          new Pair("\\", "\uFF3C", "reverse solidus, fullwidth reverse solidus"),
          new Pair("\u00A2", "\uFFE0", "cent sign, fullwidth cent sign"),
          new Pair("\u00A3", "\uFFE1", "pound sign, fullwidth pound sign"),
          new Pair("\u00AC", "\uFFE2", "not sign, fullwidth not sign"));

  public List<Pair> pairs() {
    return switch (this) {
      case JA16SJIS -> SHIFT_JIS;
    };
  }

  /**
   * Two characters that count as one.
   *
   * @param standard what the standard's table has
   * @param other what the vendor's has
   */
  public record Pair(String standard, String other, String names) {}
}
