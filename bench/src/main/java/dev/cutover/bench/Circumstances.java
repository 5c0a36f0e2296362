package dev.cutover.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a reader must know to make something of seconds: machine, versions, date, amounts. */
final class Circumstances {

  private final MySql server;
  private final Peers peers;
  private final long rows;
  private final int runs;

  Circumstances(MySql server, Peers peers, long rows, int runs) {
    this.server = server;
    this.peers = peers;
    this.rows = rows;
    this.runs = runs;
  }

  String text() throws IOException, InterruptedException, SQLException {
    return """
        | what | which |
        |---|---|
        | date | %s |
        | machine | %d cores, %s; everything on it, over 127.0.0.1 |
        | system | %s %s, Java %s |
        | database | MySQL %s, both sides on one server, without a binary log but for `journal` |
        | peers | %s |
        | rows | %,d orders, 16 columns, three secondary indexes |
        | rounds | %d, contestants taking turns, medians |"""
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            processor(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("java.version"),
            server.cell("SELECT VERSION()"),
            peers.versions(),
            rows,
            runs);
  }

  private static String processor() throws IOException {
    Path told = Path.of("/proc/cpuinfo");
    if (!Files.exists(told)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(told).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
