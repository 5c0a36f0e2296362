package dev.cutover.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A history that is encrypted tells nothing to whoever has no key, and nothing false to us. */
final class EncryptedPayloadsTest {

  private static final String SECRET = "order 4711 of Yamada Hanako";
  private static final String OLD = "2029:" + key(1);
  private static final String NEW = "2030:" + key(2);

  private static final DataConverter OURS = converter(NEW);

  @Test
  void whatIsWrittenWithAKeyIsReadWithIt() {
    assertThat(read(OURS, write(OURS, SECRET))).isEqualTo(SECRET);
  }

  @Test
  void withoutTheKeyNothingIsReadAndTheMissingKeyIsNamed() {
    Payload written = write(OURS, SECRET);

    assertThat(written.toString()).doesNotContain("4711");
    assertThatThrownBy(() -> read(Payloads.converter(), written))
        .isInstanceOf(DataConverterException.class)
        .hasMessageContaining("encrypted with the key 2030")
        .hasMessageContaining("CUTOVER_PAYLOAD_KEYS");
    assertThatThrownBy(() -> read(converter(OLD), written))
        .isInstanceOf(DataConverterException.class)
        .hasMessageContaining("the key 2030, and this program has only [2029]");
  }

  @Test
  void aKeyIsExchangedWhileARunIsUnderWay() {
    Payload before = write(converter(OLD), SECRET);
    DataConverter readsBoth = converter(OLD + "," + NEW);
    DataConverter writesNew = converter(NEW + "," + OLD);
    Payload since = write(writesNew, SECRET);

    assertThat(Payloads.keyOf(before)).contains("2029");
    assertThat(Payloads.keyOf(since)).contains("2030");
    assertThat(read(writesNew, before)).isEqualTo(SECRET);
    assertThat(read(readsBoth, since)).isEqualTo(SECRET);
  }

  @Test
  void whatAFailureSaysIsEncryptedToo() {
    Failure failure =
        OURS.exceptionToFailure(
            ApplicationFailure.newFailure(SECRET, "Refused", "detail of " + SECRET));

    assertThat(failure.toString()).doesNotContain("4711").doesNotContain("EncryptedPayloadsTest");
    assertThat(OURS.failureToException(failure)).hasMessageContaining(SECRET);
  }

  @Test
  void whatWasNeverEncryptedIsReadAsWell() {
    assertThat(read(OURS, write(Payloads.converter(), SECRET))).isEqualTo(SECRET);
  }

  @Test
  void whatIsLargeIsCompressedBeforeItIsEncrypted() {
    String large = SECRET.repeat(100_000);
    Payload written = write(OURS, large);

    assertThat(written.getSerializedSize()).isLessThan(large.length() / 10);
    assertThat(read(OURS, written)).isEqualTo(large);
  }

  @Test
  void theSameTextIsNeverTheSameCiphertext() {
    Set<ByteString> written = new HashSet<>();
    for (int time = 0; time < 1_000; time++) {
      written.add(write(OURS, SECRET).getData());
    }

    assertThat(written).hasSize(1_000);
  }

  @Test
  void anyByteThatIsAlteredIsNoticed() {
    Payload written = write(OURS, SECRET);
    byte[] data = written.getData().toByteArray();
    for (int place = 0; place < data.length; place++) {
      byte[] altered = data.clone();
      altered[place] ^= 1;
      refused(written.toBuilder().setData(ByteString.copyFrom(altered)).build(), "it was altered");
      refused(
          written.toBuilder().setData(written.getData().substring(0, place)).build(), "altered");
    }
  }

  @Test
  void anotherKeysNameOnItIsNoticed() {
    DataConverter both = converter(NEW + ",2031:" + key(2));
    Payload renamed =
        write(OURS, SECRET).toBuilder()
            .putMetadata(EncryptedPayloads.KEY_NAME, ByteString.copyFromUtf8("2031"))
            .build();

    assertThatThrownBy(() -> read(both, renamed))
        .isInstanceOf(DataConverterException.class)
        .hasMessageContaining("was altered");
  }

  @Test
  void rubbishThatClaimsToBeEncryptedIsRefused() {
    Random random = new Random(7);
    Payload written = write(OURS, SECRET);
    for (int time = 0; time < 2_000; time++) {
      byte[] rubbish = new byte[random.nextInt(100)];
      random.nextBytes(rubbish);
      Payload.Builder payload = written.toBuilder().setData(ByteString.copyFrom(rubbish));
      if (time % 3 == 0) {
        payload.putMetadata(EncryptedPayloads.KEY_NAME, ByteString.copyFrom(rubbish));
      } else if (time % 3 == 1) {
        payload.removeMetadata(EncryptedPayloads.KEY_NAME);
      }
      refused(payload.build(), "");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3cret                | a key 1 that is not NAME:KEY",
        "2030:s3cret           | a key 2030 that is not 32 bytes in base64: openssl rand -base64 32",
        "2030:s3cretBASE64=    | a key 2030 that is not 32 bytes",
        "' :s3cret'            | a key 1 whose name is not letters",
        "s3cret/x:y            | a key 1 whose name is not letters",
      })
  void aKeyThatIsNoneIsRefusedWithoutBeingRepeated(String text, String finding) {
    assertThatThrownBy(() -> PayloadKeys.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(finding)
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void twoKeysOfOneNameAreRefused() {
    assertThatThrownBy(() -> PayloadKeys.parse(NEW + ",2030:" + key(3)))
        .hasMessageContaining("two keys called 2030");
  }

  @Test
  void keysAreNeverPrinted() {
    assertThat(PayloadKeys.parse(NEW + "," + OLD)).hasToString("[2030, 2029]");
  }

  private static void refused(Payload payload, String why) {
    assertThatThrownBy(() -> read(OURS, payload))
        .isInstanceOf(DataConverterException.class)
        .hasMessageContaining(why);
  }

  private static String key(int number) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) number;
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static DataConverter converter(String keys) {
    return Payloads.converter(PayloadKeys.parse(keys));
  }

  private static Payload write(DataConverter converter, String text) {
    return converter.toPayload(text).orElseThrow();
  }

  private static String read(DataConverter converter, Payload payload) {
    return converter.fromPayload(payload, String.class, String.class);
  }
}
