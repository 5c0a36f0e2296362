package dev.cutover.database;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a database's error calls for, by the vendor's own code: drivers give one class of exception
 * to many errors.
 *
 * @param advice what a person is to do; empty where nobody has to do anything
 */
public record Complaint(Kind kind, String advice) {

  /** What an error calls for. */
  public enum Kind {
    /** The transaction was taken back so that others could go on: it is to be made again. */
    TAKEN_BACK,
    /** A lock was not had in time: the transaction is to be made again. */
    LOCKED,
    /** The connection is gone, and whether its last statement took effect is not known. */
    LOST,
    /** The database is there but takes nobody right now. */
    UNAVAILABLE,
    /** It stays as it is until a person does something. */
    PERSON,
    /** The row that is written, or the statement itself. */
    OTHER
  }

  private static final Complaint OTHER = new Complaint(Kind.OTHER, "");
  private static final Complaint LOST = new Complaint(Kind.LOST, "");

  /** What an error and those behind it say; the first that says anything counts. */
  public static Complaint of(SQLException e) {
    for (Throwable part : e) {
      if (part instanceof SQLException error) {
        Complaint complaint = of(vendor(error), error);
        if (complaint.kind() != Kind.OTHER) {
          return complaint;
        }
      }
    }
    return OTHER;
  }

  private static Complaint of(Codes codes, SQLException error) {
    int code = error.getErrorCode();
    String advice = codes.persons().get(code);
    if (advice != null) {
      return new Complaint(Kind.PERSON, advice);
    } else if (codes.takenBack().contains(code)) {
      return new Complaint(Kind.TAKEN_BACK, "");
    } else if (codes.locked().contains(code)) {
      return new Complaint(Kind.LOCKED, "");
    }
    String busy = codes.unavailable().get(code);
    if (busy != null) {
      return new Complaint(Kind.UNAVAILABLE, busy);
    } else if (codes.lost().contains(code)) {
      return LOST;
    }
    return byState(error.getSQLState());
  }

  /** By the standard: 08 is the connection, 40001 a transaction that could not be serialized. */
  private static Complaint byState(@Nullable String state) {
    if (state == null) {
      return OTHER;
    } else if (state.startsWith("08")) {
      return LOST;
    }
    return state.equals("40001") ? new Complaint(Kind.TAKEN_BACK, "") : OTHER;
  }

  /** MySQL's driver throws the exceptions of the platform, the others have their own. */
  private static Codes vendor(SQLException error) {
    if (error.getClass().getName().startsWith("org.h2.")) {
      return H2Complaints.CODES;
    }
    boolean oracle = String.valueOf(error.getMessage()).startsWith("ORA-");
    return oracle ? OracleComplaints.CODES : MySqlComplaints.CODES;
  }

  /** Whether the same transaction may well succeed when it is made again. */
  public boolean isVictim() {
    return kind == Kind.TAKEN_BACK || kind == Kind.LOCKED;
  }

  /** The database's words without a row's values, and what to do where somebody has to. */
  public static String told(SQLException e) {
    String advice = of(e).advice();
    String words = isOfARow(e) ? withoutValues(e) : String.valueOf(e.getMessage());
    return advice.isEmpty() ? words : words + " (" + advice + ")";
  }

  /**
   * What an activity fails with. Temporal keeps the words of what lies behind a failure too, and
   * people are told those at the root.
   */
  public static IllegalStateException failure(String doing, SQLException e) {
    SQLException behind = e;
    if (isOfARow(e)) {
      behind = new SQLException(withoutValues(e), e.getSQLState(), e.getErrorCode());
      behind.setStackTrace(e.getStackTrace());
    }
    return new IllegalStateException(doing + ": " + told(e), behind);
  }

  /** SQL states of class 22 are data exceptions, those of class 23 violated constraints. */
  private static boolean isOfARow(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("22")
        || state.startsWith("23")
        || vendor(e).quoting().contains(e.getErrorCode());
  }

  private static String withoutValues(SQLException e) {
    String words = vendor(e).withoutValues().apply(e);
    return words + " [SQL state " + e.getSQLState() + ", error " + e.getErrorCode() + "]";
  }

  /**
   * A vendor's error codes.
   *
   * @param unavailable with what a person could do meanwhile, or nothing
   * @param persons with what a person has to do
   * @param quoting whose words may quote a row, although their SQL state does not say so
   * @param withoutValues words that name columns, constraints and tables, and quote nothing else
   */
  record Codes(
      Set<Integer> takenBack,
      Set<Integer> locked,
      Set<Integer> lost,
      Map<Integer, String> unavailable,
      Map<Integer, String> persons,
      Set<Integer> quoting,
      Function<SQLException, String> withoutValues) {}
}
