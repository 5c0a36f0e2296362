package dev.cutover.temporal;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import io.temporal.payload.codec.ZlibPayloadCodec;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Compresses what would be too large for Temporal, which warns of a payload from 256 KB on and
 * fails the run from 2 MB on: the plan of thousands of tables, and what was found in them. Anything
 * smaller stays readable in the web UI.
 *
 * <p>What can't be read is left as it is, so that it is refused as any other payload of a strange
 * encoding, and costs its signal and not the run. That includes what a sender has made to grow
 * beyond all bounds.
 */
final class LargePayloads implements PayloadCodec {

  private static final ByteString ZLIB = ByteString.copyFromUtf8("binary/zlib");
  private static final int SMALLEST = 128 * 1024;
  private static final int LARGEST_INFLATED = 64 * 1024 * 1024;

  private final ZlibPayloadCodec zlib = new ZlibPayloadCodec();

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream()
        .map(
            payload ->
                payload.getSerializedSize() < SMALLEST
                    ? payload
                    : zlib.encode(List.of(payload)).get(0))
        .toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decode).toList();
  }

  private Payload decode(Payload payload) {
    boolean compressed =
        ZLIB.equals(payload.getMetadataMap().get(EncodingKeys.METADATA_ENCODING_KEY));
    if (!compressed || !canInflate(payload)) {
      return payload;
    }
    try {
      return zlib.decode(List.of(payload)).get(0);
    } catch (PayloadCodecException noPayloadInside) {
      return payload;
    }
  }

  private static boolean canInflate(Payload payload) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(payload.getData().toByteArray());
      byte[] some = new byte[SMALLEST];
      int all = 0;
      while (!inflater.finished() && all < LARGEST_INFLATED) {
        int more = inflater.inflate(some);
        if (more == 0) {
          return false;
        }
        all += more;
      }
      return inflater.finished();
    } catch (DataFormatException damaged) {
      return false;
    } finally {
      inflater.end();
    }
  }
}
