package dev.cutover.temporal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.payload.codec.ChainCodec;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;
import java.util.Optional;

/**
 * How arguments and results are written into histories: JSON with ISO instants and durations,
 * encrypted where there are keys. Unknown fields are ignored, so that a worker reads what a newer
 * one wrote.
 */
public final class Payloads {

  private Payloads() {}

  /** Writes what everybody can read. */
  public static DataConverter converter() {
    return converter(PayloadKeys.none());
  }

  /** With keys it encrypts; failures' messages and stack traces too. */
  public static DataConverter converter(PayloadKeys keys) {
    DataConverter json =
        DefaultDataConverter.newDefaultInstance()
            .withPayloadConverterOverrides(
                new JacksonJsonPayloadConverter(mapper()), new StillEncrypted(keys));
    return new CodecDataConverter(json, List.of(codec(keys)), keys.first() != null);
  }

  /** What stands between the JSON and the history. */
  public static PayloadCodec codec(PayloadKeys keys) {
    // A chain encodes from its end: ciphertext could not be compressed any more.
    return new ChainCodec(List.of(new EncryptedPayloads(keys), new LargePayloads()));
  }

  /** The name of the key that a payload was encrypted with; empty where it was not. */
  public static Optional<String> keyOf(Payload payload) {
    return Optional.ofNullable(EncryptedPayloads.keyOf(payload));
  }

  /** The mapper behind {@link #converter()}, for documents that are printed as they are stored. */
  public static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        // The SDK writes what a failure says as an Optional, where that is to be encrypted.
        .addModule(new Jdk8Module())
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .build();
  }
}
