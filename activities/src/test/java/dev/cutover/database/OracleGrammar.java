package dev.cutover.database;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.apache.shardingsphere.sql.parser.autogen.OracleStatementLexer;
import org.apache.shardingsphere.sql.parser.autogen.OracleStatementParser;
import org.jspecify.annotations.Nullable;

/** Apache ShardingSphere's grammar of Oracle's SQL and PL/SQL, one statement at a time. */
final class OracleGrammar {

  private OracleGrammar() {}

  /**
   * What the grammar has against a statement; empty if nothing. The quick way of reading refuses
   * some right ones, which the thorough way then takes.
   */
  static List<String> complaints(String statement) {
    List<String> quick = complaints(statement, PredictionMode.SLL);
    return quick.isEmpty() ? quick : complaints(statement, PredictionMode.LL);
  }

  private static List<String> complaints(String statement, PredictionMode mode) {
    List<String> complaints = new ArrayList<>();
    BaseErrorListener listener =
        new BaseErrorListener() {
          @Override
          public void syntaxError(
              Recognizer<?, ?> recognizer,
              @Nullable Object symbol,
              int line,
              int column,
              String words,
              @Nullable RecognitionException e) {
            complaints.add(line + ":" + column + " " + words);
          }
        };
    OracleStatementLexer lexer = new OracleStatementLexer(CharStreams.fromString(statement));
    lexer.removeErrorListeners();
    lexer.addErrorListener(listener);
    OracleStatementParser parser = new OracleStatementParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.addErrorListener(listener);
    parser.getInterpreter().setPredictionMode(mode);
    parser.execute();
    if (parser.getCurrentToken().getType() != Token.EOF) {
      complaints.add("unread from " + parser.getCurrentToken().getText());
    }
    return complaints;
  }
}
