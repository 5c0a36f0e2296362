package dev.cutover.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Damaged copies of a plan file, the same ones for the same seed. */
final class PlanMutants {

  private static final List<String> VALUES =
      List.of(
          "",
          "~",
          "[]",
          "{}",
          "[[]]",
          "{a: {b: c}}",
          "0",
          "-1",
          "1e999999999",
          "99999999999999999999",
          "0s",
          "9999d9999h9999m999999s",
          "0000-01-01",
          "9999-12-31T23:59:59.999999999",
          "Z",
          "true",
          "'x'",
          "\"\\0\"",
          "\"\\ud800\"",
          "\"\\uD83D\\uDE00\"",
          "\"\\UFFFFFFFF\"",
          "\"a\\nb\\e[31m\"",
          "\"\\u202e\"",
          "|\n      text\n       more",
          "!!python/object:x {}",
          "&a x",
          "*a",
          "<<",
          "? x",
          "- - - x",
          "%YAML 99999999999.1",
          "日本語",
          "😀",
          "x".repeat(5_000),
          "[".repeat(60));

  private final List<String> lines;
  private final Random random;

  PlanMutants(String plan, long seed) {
    this.lines = plan.lines().toList();
    this.random = new Random(seed);
  }

  byte[] next() {
    List<String> mutant = new ArrayList<>(lines);
    for (int rest = 1 + random.nextInt(3); rest > 0; rest--) {
      damageNode(mutant);
    }
    byte[] bytes = (String.join("\n", mutant) + "\n").getBytes(StandardCharsets.UTF_8);
    return random.nextInt(4) == 0 ? damageBytes(bytes) : bytes;
  }

  private void damageNode(List<String> mutant) {
    int from = random.nextInt(mutant.size());
    List<String> node = mutant.subList(from, end(mutant, from));
    List<String> copy = List.copyOf(node);
    switch (random.nextInt(6)) {
      case 0 -> node.clear();
      case 1 -> mutant.addAll(from, copy);
      case 2 -> {
        node.clear();
        int to = random.nextInt(mutant.size());
        mutant.addAll(to, indented(copy, indent(mutant.get(to)) - indent(copy.get(0))));
      }
      case 3 -> mutant.set(from, withValue(mutant.get(from), pick(VALUES)));
      case 4 -> mutant.set(from, withValue(mutant.get(from), value(pick(lines))));
      default -> mutant.set(from, " ".repeat(random.nextInt(9)) + mutant.get(from).strip());
    }
    if (mutant.isEmpty()) {
      mutant.add("");
    }
  }

  /** Where the node that begins in a line ends: before the next line that is no deeper. */
  private static int end(List<String> mutant, int from) {
    int end = from + 1;
    while (end < mutant.size() && indent(mutant.get(end)) > indent(mutant.get(from))) {
      end++;
    }
    return end;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static List<String> indented(List<String> node, int by) {
    return node.stream()
        .map(line -> " ".repeat(Math.max(0, indent(line) + by)) + line.strip())
        .collect(Collectors.toList());
  }

  private static String withValue(String line, String value) {
    int colon = line.indexOf(": ");
    return colon < 0 ? line + " " + value : line.substring(0, colon + 2) + value;
  }

  private static String value(String line) {
    return line.substring(line.indexOf(": ") + 1).strip();
  }

  private byte[] damageBytes(byte[] bytes) {
    byte[] damaged = bytes.clone();
    for (int rest = 1 + random.nextInt(4); rest > 0; rest--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
