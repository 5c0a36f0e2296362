package dev.cutover.ledger;

import dev.cutover.evidence.LedgerLine;
import dev.cutover.ledger.LedgerFile.Table;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file ends. What stands behind its last whole line was not written to its end.
 *
 * @param end where that line ends; 0 if none is whole
 * @param last that line; null if there is none, or it is no line of a ledger
 */
record Tail(long end, @Nullable LedgerLine last) {

  private static final int BLOCK = 8_192;

  static Tail of(FileChannel file) throws IOException {
    long end = behindNewline(file, file.size());
    if (end == 0) {
      return new Tail(0, null);
    }
    long begin = behindNewline(file, end - 1);
    return new Tail(end, parse(read(file, begin, end)));
  }

  /** The number of its last line; 0 if there is none. */
  long seq() {
    return last == null ? 0 : last.seq();
  }

  /** Whether the table holds the last line, so that what it has behind it comes next. */
  boolean isOf(Table table) {
    if (last == null) {
      return end == 0;
    }
    List<LedgerLine> there = table.behind(last.seq() - 1);
    return !there.isEmpty() && there.get(0).equals(last);
  }

  /** The place behind the last newline that lies before another place; 0 if there is none. */
  private static long behindNewline(FileChannel file, long before) throws IOException {
    for (long end = before; end > 0; end -= BLOCK) {
      long begin = Math.max(0, end - BLOCK);
      byte[] block = read(file, begin, end);
      for (int i = block.length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return begin + i + 1;
        }
      }
    }
    return 0;
  }

  private static byte[] read(FileChannel file, long begin, long end) throws IOException {
    byte[] bytes = new byte[(int) (end - begin)];
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      if (file.read(rest, begin + rest.position()) < 0) {
        throw new EOFException("somebody cuts the ledger's file while it is read");
      }
    }
    return bytes;
  }

  private static @Nullable LedgerLine parse(byte[] line) {
    try {
      return LedgerFile.JSON.readValue(line, LedgerLine.class);
    } catch (IOException noLine) {
      return null;
    }
  }
}
