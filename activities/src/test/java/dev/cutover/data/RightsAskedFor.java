package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.function.Executable;

/** An engine that begins without rights, and is given what the server says is lacking. */
final class RightsAskedFor {

  private final GrantedNight night;
  private final Set<PrintedRight> open;

  RightsAskedFor(GrantedNight night, PrintedGrants printed) {
    this.night = night;
    this.open = printed.rights().filter(RightsAskedFor::isAskedFor).collect(Collectors.toSet());
  }

  /** At the end it has all that is printed, and was never told of another. */
  void areThosePrinted() throws Throwable {
    for (PrintedRight right : open) {
      night.sides.withhold(right);
    }
    for (Executable act : night.acts()) {
      open.removeAll(granted(act));
    }
    open.removeAll(granted(night::reset));
    assertEquals(Set.of(), open);
  }

  /**
   * Whether a right is asked for by its name. Without any a table is not to be seen; and to refer
   * to the fence MariaDB takes any, but asks for REFERENCES.
   */
  static boolean isAskedFor(PrintedRight right) {
    return right.isNamedWhereItLacks()
        && !right.on().endsWith("`cutover_fence`")
        && !(right.on().endsWith("`orders`") && right.privilege().equals("SELECT"));
  }

  private Set<PrintedRight> granted(Executable act) throws Throwable {
    Set<PrintedRight> granted = new HashSet<>();
    while (true) {
      try {
        act.execute();
        return granted;
      } catch (RuntimeException | SQLException lacking) {
        PrintedRight right = PrintedGrants.denied(night.sides, open.stream(), lacking);
        assertTrue(granted.add(right), () -> right + " is granted, and still denied: " + lacking);
        night.sides.grant(right);
      }
    }
  }
}
