package dev.cutover.database;

import dev.cutover.database.Complaint.Codes;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Error codes of MySQL and MariaDB.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/mysql-errors/9.3/en/server-error-reference.html">MySQL</a>
 * @see <a href="https://mariadb.com/kb/en/mariadb-error-code-reference/">MariaDB</a>
 */
final class MySqlComplaints {

  private static final String GRANT =
      "grant the engine's account what ./cutover plan grants prints, and see that its password is"
          + " right";
  private static final String MISSING = "run init, or see that the database is the right one";
  private static final String DISK =
      "the server's disk or table space is full: make room there, then it goes on";
  private static final String READ_ONLY =
      "the server is read-only: SET GLOBAL read_only = OFF, or it is a replica and the endpoint"
          + " must name its source";
  private static final String BUSY =
      "all connections are taken: it is tried again; more by max_connections, or by the account's"
          + " own limit";

  /** Text in which each quote is a name's. */
  private static final String NAMES =
      "((?:(?:key|column|field|constraint|table|function) '[^']*'|n't |[^'])*+)";

  /** A value has quotes of its own as they are, and may be cut before its last one. */
  private static final Pattern QUOTED =
      Pattern.compile(NAMES + "'.*?(?:'" + NAMES + ")?", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private static final Pattern PARTITION =
      Pattern.compile("(?<=no partition for value ).*", Pattern.DOTALL);

  /**
   * 1020 is MariaDB's row that changed since the snapshot; 1614 and 3058 are deadlocks in
   * distributed transactions and named locks; 3572 is a lock not waited for. A killed session is
   * 1927 in MariaDB, one that said nothing for too long 4031 in MySQL; 1047 with Galera is a node
   * that is not in step. What quotes a row: a mistake in a statement, wrong characters, texts and
   * times, a value without a partition.
   */
  static final Codes CODES =
      new Codes(
          Set.of(1213, 1614, 3058, 1020),
          Set.of(1205, 3572),
          Set.of(1158, 1159, 1160, 1161, 1184, 1317, 1927, 2006, 2013, 4031, 3169),
          Map.of(
              1040,
              BUSY,
              1203,
              BUSY,
              1226,
              BUSY,
              1041,
              "the server is out of memory",
              1135,
              "the server can start no thread",
              1637,
              "too many transactions are open",
              1053,
              "",
              1047,
              "",
              3032,
              ""),
          persons(),
          Set.of(1064, 1300, 1366, 1411, 1525, 1526),
          MySqlComplaints::withoutValues);

  private MySqlComplaints() {}

  private static String withoutValues(SQLException e) {
    String words = PARTITION.matcher(String.valueOf(e.getMessage())).replaceFirst("…");
    Matcher quoted = QUOTED.matcher(words);
    if (!quoted.matches()) {
      return words;
    }
    String behind = quoted.group(2);
    return quoted.group(1) + "'…'" + (behind == null ? "" : behind);
  }

  private static Map<Integer, String> persons() {
    Map<Integer, String> persons = new HashMap<>();
    for (int code : new int[] {1044, 1045, 1142, 1143, 1227, 1370, 1698, 1130, 1410}) {
      persons.put(code, GRANT);
    }
    for (int code : new int[] {1820, 1862, 3118, 4151}) {
      persons.put(code, "the account is locked or its password has expired: renew it");
    }
    for (int code : new int[] {1049, 1146}) {
      persons.put(code, MISSING);
    }
    for (int code : new int[] {3, 1021, 1026, 1030, 1114}) {
      persons.put(code, DISK);
    }
    for (int code : new int[] {1290, 1836}) {
      persons.put(code, READ_ONLY);
    }
    persons.put(1129, "the server blocks this host after too many errors: FLUSH HOSTS there");
    persons.put(1153, "a row is longer than max_allowed_packet: raise it on the server");
    persons.put(1197, "the transaction is larger than max_binlog_cache_size: raise it");
    persons.put(1206, "the lock table is full: raise innodb_buffer_pool_size");
    persons.put(
        1419, "SET GLOBAL log_bin_trust_function_creators = ON, so that init may lay triggers");
    return persons;
  }
}
