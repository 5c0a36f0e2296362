package dev.cutover.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts payloads with AES-256-GCM (NIST SP 800-38D), each with a nonce of its own in front and
 * the key's name authenticated beside it.
 *
 * <p>What can't be decrypted is left as it is, and refused where it is read ({@link
 * StillEncrypted}): a signal that a stranger made up must cost that signal, and not the run. What
 * was never encrypted is read as well: people answer from programs that have no key, and what they
 * answer is signed.
 */
final class EncryptedPayloads implements PayloadCodec {

  static final String ENCODING = "binary/encrypted";
  static final String KEY_NAME = "encryption-key-id";

  private static final ByteString ENCODED = ByteString.copyFromUtf8(ENCODING);
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final PayloadKeys keys;
  private final SecureRandom random = new SecureRandom();

  EncryptedPayloads(PayloadKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    String name = keys.first();
    SecretKey key = name == null ? null : keys.named(name);
    return name == null || key == null
        ? payloads
        : payloads.stream().map(payload -> encrypt(payload, name, key)).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decrypt).toList();
  }

  private Payload encrypt(Payload payload, String name, SecretKey key) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] text = cipher(Cipher.ENCRYPT_MODE, name, key, nonce).doFinal(payload.toByteArray());
      return Payload.newBuilder()
          .putMetadata(EncodingKeys.METADATA_ENCODING_KEY, ENCODED)
          .putMetadata(KEY_NAME, ByteString.copyFromUtf8(name))
          .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(text)))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java", e);
    }
  }

  private Payload decrypt(Payload payload) {
    String name = keyOf(payload);
    SecretKey key = name == null ? null : keys.named(name);
    if (name == null || key == null || payload.getData().size() < NONCE_BYTES) {
      return payload;
    }
    byte[] nonce = payload.getData().substring(0, NONCE_BYTES).toByteArray();
    ByteBuffer text = payload.getData().substring(NONCE_BYTES).asReadOnlyByteBuffer();
    try {
      ByteBuffer plain = ByteBuffer.allocate(text.remaining());
      cipher(Cipher.DECRYPT_MODE, name, key, nonce).doFinal(text, plain);
      return Payload.parseFrom(plain.flip());
    } catch (AEADBadTagException | InvalidProtocolBufferException altered) {
      return payload;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java", e);
    }
  }

  /** The name of the key that a payload was encrypted with; null where it was not. */
  static @Nullable String keyOf(Payload payload) {
    return ENCODED.equals(payload.getMetadataMap().get(EncodingKeys.METADATA_ENCODING_KEY))
        ? payload.getMetadataOrDefault(KEY_NAME, ByteString.EMPTY).toStringUtf8()
        : null;
  }

  private static Cipher cipher(int mode, String name, SecretKey key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
