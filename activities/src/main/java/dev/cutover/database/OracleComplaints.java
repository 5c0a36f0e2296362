package dev.cutover.database;

import dev.cutover.database.Complaint.Codes;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Error codes of Oracle, from its documentation; those that come from a connection that can't be
 * made were seen.
 *
 * @see <a href="https://docs.oracle.com/en/error-help/db/">Database Error Messages</a>
 */
final class OracleComplaints {

  private static final String GRANT =
      "grant the engine's account what ./cutover plan grants prints";
  private static final String SPACE =
      "its tablespace is full, or the account's quota on it: add a data file, or raise the quota";

  /** Since 23ai some words have values in them; names stand between double quotes. */
  private static final Pattern VALUES =
      Pattern.compile("'.*'|(?<=column values )\\(.*\\)", Pattern.DOTALL);

  /** 54 and 30006 are locks not waited for, or not long enough; 4021 is one of the dictionary. */
  static final Codes CODES =
      new Codes(
          Set.of(60, 104, 8177, 4020),
          Set.of(54, 30006, 4021, 2049),
          Set.of(
              28, 1012, 1013, 1092, 2396, 2399, 3113, 3114, 3135, 3136, 12170, 12537, 12541, 12543,
              12545, 12547, 12571, 17002, 17008, 17009, 17410, 17800, 17868),
          unavailable(),
          persons(),
          Set.of(1722, 1843, 1858, 1861),
          OracleComplaints::withoutValues);

  private OracleComplaints() {}

  private static String withoutValues(SQLException e) {
    return VALUES.matcher(String.valueOf(e.getMessage())).replaceAll("…");
  }

  private static Map<Integer, String> unavailable() {
    Map<Integer, String> unavailable = new HashMap<>();
    for (int code : new int[] {18, 20, 12516, 12518, 12519, 12520, 2391}) {
      unavailable.put(
          code,
          "all sessions are taken: it is tried again; more by PROCESSES, SESSIONS, or the account's"
              + " profile");
    }
    for (int code : new int[] {1033, 1034, 1089, 1090, 12505, 12514, 12526, 12528}) {
      unavailable.put(code, "it starts or stops, or the listener does not know this service");
    }
    return unavailable;
  }

  private static Map<Integer, String> persons() {
    Map<Integer, String> persons = new HashMap<>();
    for (int code : new int[] {942, 1017, 1031, 1045}) {
      persons.put(code, GRANT);
    }
    for (int code : new int[] {28000, 28001}) {
      persons.put(code, "the account is locked or its password has expired: renew it");
    }
    for (int code : new int[] {1536, 1652, 1653, 1654, 1658, 1688, 1691, 1950, 30036}) {
      persons.put(code, SPACE);
    }
    persons.put(257, "the archiver has no room: free its destination, then it goes on");
    persons.put(16000, "it is open read-only: a standby, or the endpoint names the wrong one");
    persons.put(372, "its tablespace is read-only: ALTER TABLESPACE … READ WRITE");
    persons.put(12081, "the table is read-only: ALTER TABLE … READ WRITE");
    return persons;
  }
}
