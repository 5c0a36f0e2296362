package dev.cutover.database;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The trigger that fences and journals a table of Oracle's, and what it calls. */
final class OracleTriggers {

  private static final int NAME_BYTES = 30;
  private static final String NOT_OPEN = "CUTOVER: this side is closed to the business";

  /** Whether it compiles was seen to when it was made; a broken one would refuse every write. */
  static final String ENABLED =
      "SELECT 1 FROM USER_TRIGGERS WHERE TABLE_OWNER = ? AND TABLE_NAME = ?"
          + " AND SUBSTR(TRIGGER_NAME, 1, 8) = 'CUTOVER_' AND STATUS = 'ENABLED'";

  private final OracleDialect oracle;
  private final TableShape table;

  OracleTriggers(OracleDialect oracle, TableShape table) {
    this.oracle = oracle;
    this.table = table;
  }

  List<String> statements(String engineUser) {
    String name = name();
    return List.of(mayWrite(), body(engineUser, name), dropIfBroken(name));
  }

  /** No longer than the oldest setting of COMPATIBLE takes names; else a digest of the table's. */
  private String name() {
    String name = OracleDialect.PREFIX + table.plain().toUpperCase(Locale.ROOT);
    if (name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES) {
      return name;
    }
    byte[] full = table.name().getBytes(StandardCharsets.UTF_8);
    String digest = UUID.nameUUIDFromBytes(full).toString().replace("-", "");
    return (OracleDialect.PREFIX + digest.toUpperCase(Locale.ROOT)).substring(0, NAME_BYTES);
  }

  private String mayWrite() {
    return """
        CREATE OR REPLACE FUNCTION CUTOVER_MAY_WRITE RETURN NUMBER AUTHID DEFINER IS
          PRAGMA AUTONOMOUS_TRANSACTION;
          may_write NUMBER;
        BEGIN
          SELECT COUNT(*) INTO may_write FROM %s
            WHERE state = 'OPEN' OR (state = 'FROZEN' AND lease_until <= %s);
          COMMIT;
          RETURN may_write;
        END;"""
        .formatted(oracle.engineTable("fence"), oracle.clock());
  }

  /**
   * The session is the business's, and so are its settings: neither the text of a key nor the
   * comparison of two may depend on them.
   */
  private String body(String engineUser, String name) {
    return """
        CREATE OR REPLACE TRIGGER %s
        AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW
        DECLARE
          old_key VARCHAR2(4000);
          new_key VARCHAR2(4000);
        BEGIN
          IF SYS_CONTEXT('USERENV', 'SESSION_USER') <> %s THEN
            IF CUTOVER_MAY_WRITE() = 0 THEN
              RAISE_APPLICATION_ERROR(-20450, '%s');
            END IF;
            old_key := %s;
            new_key := %s;
            IF INSERTING THEN
              INSERT INTO %7$s (tab, pk) VALUES (%8$s, new_key);
            ELSE
              INSERT INTO %7$s (tab, pk) VALUES (%8$s, old_key);
              IF UPDATING THEN
                IF NLSSORT(old_key, 'NLS_SORT=BINARY') <> NLSSORT(new_key, 'NLS_SORT=BINARY') THEN
                  INSERT INTO %7$s (tab, pk) VALUES (%8$s, new_key);
                END IF;
              END IF;
            END IF;
          END IF;
        END;"""
        .formatted(
            oracle.quote(name),
            table.name(),
            OracleDialect.literal(engineUser.toUpperCase(Locale.ROOT)),
            NOT_OPEN,
            key(":OLD"),
            key(":NEW"),
            oracle.engineTable("journal"),
            OracleDialect.literal(table.plain().toUpperCase(Locale.ROOT)));
  }

  /**
   * Oracle keeps a trigger that does not compile, says so in a mere warning, and refuses every
   * write of the table from then on.
   */
  private String dropIfBroken(String name) {
    return """
        DECLARE
          words VARCHAR2(4000);
        BEGIN
          SELECT MIN(TEXT) INTO words FROM USER_ERRORS
            WHERE NAME = %s AND TYPE = 'TRIGGER' AND ATTRIBUTE = 'ERROR';
          IF words IS NOT NULL THEN
            EXECUTE IMMEDIATE %s;
            RAISE_APPLICATION_ERROR(-20451, %s || SUBSTR(words, 1, 1000));
          END IF;
        END;"""
        .formatted(
            OracleDialect.literal(name),
            OracleDialect.literal("DROP TRIGGER " + oracle.quote(name)),
            OracleDialect.literal(
                "CUTOVER: the trigger of " + table.plain() + " does not compile: "));
  }

  private String key(String row) {
    if (table.key().isEmpty()) {
      return OracleDialect.literal(Rows.ANY_ROW);
    }
    return oracle.concat(
        table.key().stream()
            .map(column -> oracle.canonical(column, row + "." + oracle.quote(column.name())))
            .toList());
  }
}
