package dev.cutover.sandbox.fault;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

class WireTest {

  @Test
  void aCommitOfMySqlIsKnownHoweverItIsWritten() {
    assertTrue(Wire.isMySqlCommit(query("COMMIT")));
    assertTrue(Wire.isMySqlCommit(query("commit")));
    assertTrue(Wire.isMySqlCommit(query("\u0000\u0001COMMIT")), "attributes go before it");
  }

  @Test
  void otherStatementsAreNoCommit() {
    assertFalse(Wire.isMySqlCommit(query("ROLLBACK")));
    assertFalse(Wire.isMySqlCommit(query("INSERT INTO notes VALUES ('they said COMMIT")));
    assertFalse(Wire.isMySqlCommit(new byte[] {1, 0, 0, 0, 1}));
  }

  private static byte[] query(String text) {
    byte[] statement = text.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.writeBytes(new byte[] {(byte) (statement.length + 1), 0, 0, 0, 3});
    packet.writeBytes(statement);
    return packet.toByteArray();
  }

  @Test
  void aChangeOfAZoneIsKnownAndAQuestionIsNone() throws Exception {
    Name zone = Name.fromString("example.test.");

    assertTrue(Wire.isDnsUpdate(overTcp(new Update(zone))));
    assertFalse(
        Wire.isDnsUpdate(overTcp(Message.newQuery(Record.newRecord(zone, Type.A, DClass.IN)))));
  }

  private static byte[] overTcp(Message message) {
    byte[] wire = message.toWire(65_535);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) (wire.length >> 8), (byte) wire.length});
    out.writeBytes(wire);
    return out.toByteArray();
  }
}
