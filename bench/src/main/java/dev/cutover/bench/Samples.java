package dev.cutover.bench;

import java.util.List;
import java.util.Locale;

/** Values of the same thing measured again and again; at least one. */
record Samples(List<Double> values) {

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * The value that a share of all is not above, by nearest rank.
   *
   * @param share above 0, up to 1
   */
  double percentile(double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  /** As people read it: the median, and from where to where the values go. */
  String told() {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return median() < 1
        ? String.format(
            Locale.ROOT, "%.2f ms (%.2f to %.2f)", median() * 1e3, least * 1e3, most * 1e3)
        : String.format(Locale.ROOT, "%.2f s (%.2f to %.2f)", median(), least, most);
  }
}
