package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Everything that the schema check can find, by the name that plans waive it by. */
public enum SchemaFinding {
  TABLE_WITHOUT_A_PLACE(Severity.ERROR, About.OUTSIDE, null),
  SEQUENCE_WITHOUT_A_PLACE(Severity.WARNING, About.OUTSIDE, null),
  TABLE_MISSING(Severity.ERROR, About.TABLE, "create the table: schema propose prints how"),
  TABLE_AMBIGUOUS(Severity.ERROR, About.TABLE, "let the engine's account see only one of them"),
  TABLE_ENGINE(Severity.ERROR, About.TABLE, "the engine needs transactions: make it InnoDB"),
  COLUMN_MISSING(Severity.ERROR, About.COLUMN, "create the column, or ignore it in the plan"),
  COLUMN_IGNORED(Severity.INFO, About.COLUMN, null),
  COLUMN_NOT_FILLED(Severity.ERROR, About.COLUMN, "give it a default, or let it be NULL"),
  NAMES_COLLIDE(Severity.ERROR, About.COLUMN, "rename one of them"),
  NAME_TOO_LONG(Severity.ERROR, About.COLUMN, "rename it: the engine's trigger can't be made"),
  RESERVED_WORD(Severity.WARNING, About.COLUMN, null),
  TABLE_WITHOUT_KEY(Severity.WARNING, About.TABLE, null),
  KEY_DIFFERS(Severity.ERROR, About.TABLE, "give both sides the same primary key"),
  KEY_TYPE_DIFFERS(Severity.ERROR, About.COLUMN, "give the key one type on both sides"),
  KEY_UNSUPPORTED(Severity.ERROR, About.COLUMN, "the journal can't name rows by such a key"),
  KEY_LONGER_THAN_THE_JOURNAL(Severity.ERROR, About.TABLE, null),
  COLLATION_EQUATES_KEYS(Severity.ERROR, About.COLUMN, null),
  UNIQUE_KEY_ADDED(Severity.ERROR, About.TABLE, null),
  UNIQUE_KEY_MISSING(Severity.WARNING, About.TABLE, null),
  UNSUPPORTED_TYPE(Severity.ERROR, About.COLUMN, "ignore the column in the plan, with the reason"),
  RULE_UNFIT(Severity.ERROR, About.COLUMN, "mend the column's rule in the plan"),
  TYPE_DIFFERS(Severity.ERROR, About.COLUMN, "give it one kind of type on both sides"),
  NUMBER_TOO_LONG(Severity.ERROR, About.COLUMN, null),
  NUMBER_SCALE_TOO_SHORT(Severity.ERROR, About.COLUMN, null),
  NUMBER_WITHOUT_SCALE(Severity.WARNING, About.COLUMN, null),
  FLOAT_TOO_SHORT(Severity.ERROR, About.COLUMN, null),
  TEXT_TOO_LONG(Severity.ERROR, About.COLUMN, null),
  TEXT_TOO_MANY_BYTES(Severity.ERROR, About.COLUMN, null),
  TEXT_LOSES_BLANKS(Severity.ERROR, About.COLUMN, null),
  CHARSET_TOO_SMALL(Severity.ERROR, About.COLUMN, null),
  BINARY_TOO_LONG(Severity.ERROR, About.COLUMN, null),
  BINARY_GAINS_ZEROS(Severity.ERROR, About.COLUMN, null),
  VALUE_REFUSED(Severity.ERROR, About.COLUMN, null),
  FRACTION_TOO_SHORT(Severity.ERROR, About.COLUMN, null),
  TIME_OF_DAY_LOST(Severity.ERROR, About.COLUMN, null),
  TIME_OUT_OF_RANGE(Severity.ERROR, About.COLUMN, null),
  ZONE_NOT_KEPT(Severity.WARNING, About.COLUMN, null),
  NULL_REFUSED(Severity.ERROR, About.COLUMN, null),
  NULL_ALLOWED(Severity.INFO, About.COLUMN, null),
  EMPTY_TEXT_BECOMES_NULL(Severity.ERROR, About.COLUMN, null),
  SEQUENCE_MISSING(Severity.ERROR, About.TABLE, "create the key generator, or mend the plan"),
  IDENTITY_NOT_ALIGNED(Severity.WARNING, About.COLUMN, null),
  GENERATED_COLUMN(Severity.ERROR, About.COLUMN, "it can't be written: ignore it in the plan"),
  INVISIBLE_COLUMN(Severity.WARNING, About.COLUMN, null),
  LOB_COLUMN(Severity.INFO, About.COLUMN, null),
  LOB_LOCATOR_WRITES(Severity.WARNING, About.COLUMN, null),
  BUSINESS_TRIGGER_ON_TARGET(Severity.ERROR, About.TABLE, null),
  BUSINESS_TRIGGER_ON_LEGACY(Severity.WARNING, About.TABLE, null),
  CASCADE_BYPASSES_JOURNAL(Severity.ERROR, About.TABLE, null),
  FOREIGN_KEY_LEAVES_THE_PLAN(Severity.WARNING, About.TABLE, null),
  FOREIGN_KEY_MISSING(Severity.WARNING, About.TABLE, null),
  TRUNCATE_UNSEEN(Severity.WARNING, About.SERVER, null),
  DIGEST_FUNCTION_MISSING(Severity.ERROR, About.SERVER, "no row can be compared without it"),
  TRIGGERS_NOT_ALLOWED(Severity.ERROR, About.SERVER, null),
  LOCAL_INFILE_OFF(Severity.WARNING, About.SERVER, null),
  PACKET_TOO_SMALL(Severity.WARNING, About.SERVER, null),
  SERVER_ZONE(Severity.WARNING, About.SERVER, null),
  SERVER_CHARSET(Severity.WARNING, About.SERVER, null),
  SERVER_MODE(Severity.ERROR, About.SERVER, "the engine relies on this mode: connect with it"),
  WAIVER_UNUSED(Severity.WARNING, About.OUTSIDE, "take the waiver out of the plan");

  /** What a finding does to a cutover. */
  public enum Severity {
    /** The cutover does not begin, unless the finding is waived. */
    ERROR,
    /** Shown. */
    WARNING,
    /** Worth knowing, and nothing to be done. */
    INFO
  }

  /** What a finding is about, and so what a waiver of it names. */
  public enum About {
    SERVER,
    TABLE,
    COLUMN,
    /** A table or sequence that the plan does not name. */
    OUTSIDE
  }

  private final Severity severity;
  private final About about;
  private final @Nullable String instead;

  SchemaFinding(Severity severity, About about, @Nullable String instead) {
    this.severity = severity;
    this.about = about;
    this.instead = instead;
  }

  public Severity severity() {
    return severity;
  }

  public About about() {
    return about;
  }

  /** Whether a person may take responsibility for it. */
  public boolean isWaivable() {
    return severity != Severity.INFO && instead == null;
  }

  /** What has to be done where no waiver helps. */
  String instead() {
    return instead == null ? "it is information only" : instead;
  }

  /** The stable name: {@code text-too-long}. */
  @JsonValue
  public String key() {
    return Names.of(this);
  }

  /**
   * The finding of a stable name.
   *
   * @throws IllegalArgumentException for any other name
   */
  @JsonCreator
  public static SchemaFinding of(String key) {
    return Arrays.stream(values())
        .filter(finding -> finding.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no finding is called " + key));
  }
}
