package dev.cutover.database;

import dev.cutover.database.SchemaFacts.Setting;
import dev.cutover.plan.SchemaFinding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Settings of a MySQL or MariaDB server that the engine can't do without, or not well. */
final class MySqlSettings {

  /** A chunk of rows with long texts. */
  private static final long PACKET = 16L << 20;

  private static final String OWN_PRIVILEGE =
      "SELECT COUNT(*) FROM INFORMATION_SCHEMA.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = '%s'"
          + " AND GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')";

  private static final Set<String> UTC = Set.of("UTC", "+00:00", "Etc/UTC", "GMT");

  private MySqlSettings() {}

  static List<Setting> of(Connection connection) throws SQLException {
    List<Setting> settings = new ArrayList<>();
    if (!CatalogRows.runs(connection, "SELECT MD5('x')")) {
      settings.add(
          new Setting(
              SchemaFinding.DIGEST_FUNCTION_MISSING,
              "MD5() is not there: INSTALL COMPONENT 'file://component_classic_hashing'"));
    }
    boolean untrusted =
        isSet(connection, "log_bin") && !isSet(connection, "log_bin_trust_function_creators");
    if (untrusted && !holds(connection, "SUPER")) {
      settings.add(
          new Setting(
              SchemaFinding.TRIGGERS_NOT_ALLOWED,
              "the binary log is on, so that the engine's account may make no trigger:"
                  + " set log_bin_trust_function_creators = 1"));
    }
    if (!isSet(connection, "local_infile")) {
      settings.add(
          new Setting(
              SchemaFinding.LOCAL_INFILE_OFF,
              "rows can't be streamed in, so that copies take several times as long:"
                  + " set local_infile = 1"));
    }
    long packet = Long.parseLong(CatalogRows.cell(connection, "SELECT @@max_allowed_packet"));
    if (packet < PACKET) {
      settings.add(
          new Setting(
              SchemaFinding.PACKET_TOO_SMALL,
              "max_allowed_packet is " + packet + ": long texts need at least " + PACKET));
    }
    if (!holds(connection, "PROCESS") && !isMariaDb(connection)) {
      settings.add(
          new Setting(
              SchemaFinding.TRUNCATE_UNSEEN,
              "without the privilege PROCESS the engine sees no TRUNCATE: grant it, or see to it"
                  + " that nobody truncates a table"));
    }
    String zone =
        CatalogRows.cell(
            connection,
            "SELECT IF(@@GLOBAL.time_zone = 'SYSTEM', @@system_time_zone, @@GLOBAL.time_zone)");
    if (!UTC.contains(zone)) {
      settings.add(
          new Setting(
              SchemaFinding.SERVER_ZONE,
              "the server's zone is "
                  + zone
                  + ": what the business's sessions stamp with NOW() is not UTC, as the engine's"
                  + " sessions are; see that both sides' applications take times alike"));
    }
    return settings;
  }

  private static boolean isSet(Connection connection, String variable) throws SQLException {
    return CatalogRows.cell(connection, "SELECT @@GLOBAL." + variable).equals("1");
  }

  private static boolean holds(Connection connection, String privilege) throws SQLException {
    return !CatalogRows.cell(connection, OWN_PRIVILEGE.formatted(privilege)).equals("0");
  }

  static boolean isMariaDb(Connection connection) throws SQLException {
    return CatalogRows.cell(connection, "SELECT VERSION()")
        .toLowerCase(Locale.ROOT)
        .contains("mariadb");
  }

  /** MySQL's own since 9.7; before, foreign keys were followed beneath the triggers. */
  static boolean cascadesFireTriggers(Connection connection) throws SQLException {
    if (isMariaDb(connection)) {
      return false;
    }
    String[] version = CatalogRows.cell(connection, "SELECT VERSION()").split("[.-]", 3);
    int release = Integer.parseInt(version[0]) * 100 + Integer.parseInt(version[1]);
    return release >= 907;
  }
}
