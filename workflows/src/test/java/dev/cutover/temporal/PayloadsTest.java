package dev.cutover.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Step;
import dev.cutover.plan.Table;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one version writes into a history, another reads. */
final class PayloadsTest {

  /** A record of an earlier version. */
  record Before(String gate, Answer answer, Instant at, Duration within) {}

  /** The same record after a version that added to it. */
  record Since(
      String gate,
      Answer answer,
      Instant at,
      Duration within,
      @Nullable String reason,
      @Nullable List<String> people,
      @Nullable Step step,
      long rows,
      boolean late) {}

  private static final Before WRITTEN =
      new Before(
          "switch",
          Answer.APPROVE,
          Instant.parse("2030-09-28T13:00:00.5Z"),
          Duration.ofMinutes(90));

  @Test
  void whatAnEarlierVersionWroteIsReadWithItsNewFieldsEmpty() {
    Since read = read(write(WRITTEN), Since.class);

    assertEquals(WRITTEN, new Before(read.gate(), read.answer(), read.at(), read.within()));
    assertNull(read.reason());
    assertNull(read.people());
    assertNull(read.step());
    assertEquals(0, read.rows());
    assertEquals(false, read.late());
  }

  @Test
  void whatALaterVersionWroteIsReadWithoutItsNewFields() {
    Since later =
        new Since(
            WRITTEN.gate(),
            WRITTEN.answer(),
            WRITTEN.at(),
            WRITTEN.within(),
            "agreed",
            List.of("sato"),
            Step.COMPARE,
            3,
            true);

    assertEquals(WRITTEN, read(write(later), Before.class));
  }

  /** Taken for null, an unknown state of legacy's fence would mean: nothing to carry back. */
  @Test
  void aWordThatThisVersionDoesNotKnowIsNeverGuessed() {
    FenceRow row = new FenceRow(FenceState.SWITCHED, 7, "attempt", null, false, "memory");
    Payload strange = with(write(row), "SWITCHED", "MOTHBALLED");

    DataConverterException refused =
        assertThrows(DataConverterException.class, () -> read(strange, FenceRow.class));
    assertTrue(String.valueOf(refused.getMessage()).contains("MOTHBALLED"));
  }

  @Test
  void anEnumIsWrittenByItsNameAndNotByItsPlace() {
    assertEquals("\"COMPARE\"", write(Step.COMPARE).getData().toStringUtf8());
  }

  @Test
  void timesAreWrittenAsPeopleReadThem() throws Exception {
    JsonNode json = Payloads.mapper().readTree(write(WRITTEN).getData().toByteArray());

    assertEquals("2030-09-28T13:00:00.500Z", json.get("at").asText());
    assertEquals("PT1H30M", json.get("within").asText());
  }

  /** Temporal fails a run over a payload of 2 MB. */
  @Test
  void thePlanOfTenThousandTablesIsFarBelowWhatTemporalTakes() {
    List<Table> tables =
        IntStream.range(0, 10_000)
            .mapToObj(number -> new Table("CUSTOMER_ORDERS_" + number, null, Map.of()))
            .toList();

    Payload written = write(tables.toArray(Table[]::new));

    assertTrue(written.getSerializedSize() < 256 * 1024, () -> written.getSerializedSize() + " B");
    assertEquals(tables, List.of(read(written, Table[].class)));
  }

  @Test
  void whatIsSmallStaysReadable() {
    assertEquals("json/plain", encoding(write("a".repeat(100_000))));
    assertEquals("binary/zlib", encoding(write("a".repeat(200_000))));
  }

  @Test
  void whatClaimsToBeCompressedAndIsNotIsRefusedAsAnyStrangePayload() {
    Payload damaged = write("a".repeat(200_000));
    Payload cut = damaged.toBuilder().setData(damaged.getData().substring(0, 100)).build();
    Payload rubbish = damaged.toBuilder().setData(ByteString.copyFromUtf8("rubbish")).build();
    Payload growing = write("a".repeat(70 * 1024 * 1024));

    for (Payload strange : List.of(cut, rubbish, growing)) {
      assertThrows(DataConverterException.class, () -> read(strange, String.class));
    }
  }

  private static String encoding(Payload payload) {
    return payload.getMetadataOrThrow("encoding").toStringUtf8();
  }

  private static Payload write(Object value) {
    return Payloads.converter().toPayload(value).orElseThrow();
  }

  private static <T> T read(Payload payload, Class<T> type) {
    return Payloads.converter().fromPayload(payload, type, type);
  }

  private static Payload with(Payload payload, String text, String other) {
    String data = payload.getData().toStringUtf8().replace(text, other);
    return payload.toBuilder().setData(ByteString.copyFromUtf8(data)).build();
  }
}
