package dev.cutover.schema;

import dev.cutover.activity.Databases;
import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.activity.SchemaScope;
import dev.cutover.database.Connections;
import dev.cutover.database.SchemaFacts.Setting;
import dev.cutover.database.TableFacts;
import dev.cutover.plan.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Looks for all that would lose, change or refuse something of legacy's, before anything moves. */
public final class SchemaCheck {

  private final Connections connections;

  public SchemaCheck(Connections connections) {
    this.connections = connections;
  }

  /** All findings, those of the servers first. */
  public List<Finding> findings(Databases databases, SchemaScope scope) throws SQLException {
    Found found = new Found(scope.waivers());
    try (SchemaSide legacy = SchemaSide.read(connections, databases.legacy(), scope.tables());
        SchemaSide target = SchemaSide.read(connections, databases.target(), scope.tables())) {
      PlaceRules places = new PlaceRules(found, scope);
      RelationRules relations = new RelationRules(found, scope.tables());
      for (SchemaSide side : List.of(legacy, target)) {
        for (Setting setting : side.facts.settings(side.connection)) {
          found.server(setting.finding(), side.side, setting.words());
        }
        places.engines(side);
        relations.triggers(side, scope.tables());
      }
      ofTables(found, scope, legacy, target);
      places.withoutAPlace(legacy);
    }
    return found.all();
  }

  private static void ofTables(
      Found found, SchemaScope scope, SchemaSide legacySide, SchemaSide targetSide)
      throws SQLException {
    PlaceRules places = new PlaceRules(found, scope);
    NameRules names = new NameRules(found, targetSide);
    ColumnRules columns = new ColumnRules(found, legacySide, targetSide);
    KeyRules keys = new KeyRules(found, legacySide, targetSide);
    RelationRules relations = new RelationRules(found, scope.tables());
    for (Table table : scope.tables()) {
      boolean onLegacy = places.isThere(legacySide, table);
      boolean onTarget = places.isThere(targetSide, table);
      for (SchemaSide side : List.of(legacySide, targetSide)) {
        names.length(side, table.name());
        Optional<TableFacts> facts = side.table(table.name());
        if (facts.isPresent()) {
          places.sequence(side, table, facts.get());
          relations.foreignKeys(side, table.name(), facts.get());
        }
      }
      Optional<TableFacts> legacy = legacySide.table(table.name());
      Optional<TableFacts> target = targetSide.table(table.name());
      if (legacy.isPresent()) {
        names.lengthOfColumns(legacy.get(), table.name());
        names.reserved(legacy.get(), table.name());
      }
      if (onLegacy && onTarget && legacy.isPresent() && target.isPresent()) {
        columns.check(table, legacy.get(), target.get());
        keys.check(table.name(), legacy.get(), target.get());
        relations.missing(table.name(), legacy.get(), target.get());
      }
    }
  }
}
