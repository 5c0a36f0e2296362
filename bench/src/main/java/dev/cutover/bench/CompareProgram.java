package dev.cutover.bench;

/** The comparison of one table as a program: {@code DIR:PORT LEGACY TARGET ATTEMPT}. */
final class CompareProgram {

  private CompareProgram() {}

  /** Prints how many discrepancies were confirmed; they are in the engine's table on legacy. */
  public static void main(String[] arguments) throws Exception {
    try (TwoSides sides = new TwoSides(MySql.of(arguments[0]), arguments[1], arguments[2])) {
      System.out.println(new Comparison(sides).all(arguments[3]).confirmed());
    }
  }
}
