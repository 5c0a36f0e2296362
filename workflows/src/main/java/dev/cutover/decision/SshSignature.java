package dev.cutover.decision;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A signature as {@code ssh-keygen -Y sign} makes it, with Ed25519 keys. Format: OpenSSH,
 * PROTOCOL.sshsig; keys: RFC 8709.
 */
public final class SshSignature {

  /** What statements are signed for; a signature made for mail or files is none. */
  public static final String NAMESPACE = "cutover";

  /** What a bundle of evidence is signed for, so that none passes for a decision. */
  public static final String EVIDENCE = NAMESPACE + "-evidence";

  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final String ED25519 = "ssh-ed25519";
  private static final int KEY_BYTES = 32;

  private final byte[] key;
  private final String namespace;
  private final String hash;
  private final byte[] signature;

  private SshSignature(byte[] key, String namespace, String hash, byte[] signature) {
    this.key = key.clone();
    this.namespace = namespace;
    this.hash = hash;
    this.signature = signature.clone();
  }

  /** The signer's public key, 32 bytes. */
  public byte[] key() {
    return key.clone();
  }

  public String namespace() {
    return namespace;
  }

  /** Signs a statement with SHA-512, as {@code ssh-keygen} does by default. */
  public static SshSignature sign(PrivateKey privateKey, byte[] publicKey, byte[] message) {
    return sign(NAMESPACE, privateKey, publicKey, message);
  }

  /** Signs a message for one purpose alone. */
  public static SshSignature sign(
      String namespace, PrivateKey privateKey, byte[] publicKey, byte[] message) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(privateKey);
      ed25519.update(signedData(namespace, "sha512", message));
      return new SshSignature(publicKey, namespace, "sha512", ed25519.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** Whether the signature is the key's over a statement. Says nothing about whose key it is. */
  public boolean verifies(byte[] message) {
    return verifies(NAMESPACE, message);
  }

  /** Whether it is the key's over a message, and made for this purpose. */
  public boolean verifies(String purpose, byte[] message) {
    if (!namespace.equals(purpose)) {
      return false;
    }
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(publicKey(key));
      ed25519.update(signedData(namespace, hash, message));
      return ed25519.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] signedData(String namespace, String hash, byte[] message)
      throws GeneralSecurityException {
    String algorithm = hash.equals("sha256") ? "SHA-256" : "SHA-512";
    byte[] digest = MessageDigest.getInstance(algorithm).digest(message);
    return blob(MAGIC, text(namespace), text(""), text(hash), string(digest));
  }

  /** The armor's content in base64. */
  public String encoded() {
    byte[] publicKey = blob(text(ED25519), string(key));
    byte[] raw = blob(text(ED25519), string(signature));
    byte[] version = {0, 0, 0, 1};
    return Base64.getEncoder()
        .encodeToString(
            blob(
                MAGIC,
                version,
                string(publicKey),
                text(namespace),
                text(""),
                text(hash),
                string(raw)));
  }

  /**
   * Reads the armor's content.
   *
   * @throws IllegalArgumentException if it is not an Ed25519 signature of this format
   */
  public static SshSignature decode(String base64) {
    try {
      ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      if (!Arrays.equals(magic, MAGIC) || in.getInt() != 1) {
        throw new IllegalArgumentException("not an SSH signature of version 1");
      }
      byte[] key = ed25519(ByteBuffer.wrap(SshWire.next(in)));
      String namespace = SshWire.nextText(in);
      SshWire.next(in);
      String hash = SshWire.nextText(in);
      if (!hash.equals("sha512") && !hash.equals("sha256")) {
        throw new IllegalArgumentException("hash " + hash + " is not known");
      }
      byte[] signature = ed25519(ByteBuffer.wrap(SshWire.next(in)));
      if (in.hasRemaining() || key.length != KEY_BYTES) {
        throw new IllegalArgumentException("not an SSH signature");
      }
      return new SshSignature(key, namespace, hash, signature);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the SSH signature is cut short", e);
    }
  }

  /**
   * The 32 bytes of a public key in OpenSSH's base64 form.
   *
   * @throws IllegalArgumentException if it is no Ed25519 key
   */
  public static byte[] publicKeyOf(String base64) {
    try {
      byte[] key = ed25519(ByteBuffer.wrap(Base64.getDecoder().decode(base64)));
      if (key.length != KEY_BYTES) {
        throw new IllegalArgumentException("a public key of " + key.length + " bytes");
      }
      return key;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the public key is cut short", e);
    }
  }

  /** A public key in OpenSSH's base64 form, as it stands in an allowed-signers file. */
  public static String openSsh(byte[] key) {
    return Base64.getEncoder().encodeToString(blob(text(ED25519), string(key)));
  }

  /** The 32 bytes of a key that Java made (RFC 8032: y little-endian, x's sign in the top bit). */
  public static byte[] rawKey(EdECPublicKey key) {
    byte[] big = key.getPoint().getY().toByteArray();
    byte[] raw = new byte[KEY_BYTES];
    for (int i = 0; i < Math.min(KEY_BYTES, big.length); i++) {
      raw[i] = big[big.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      raw[KEY_BYTES - 1] |= (byte) 0x80;
    }
    return raw;
  }

  private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    byte[] big = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      big[i] = raw[KEY_BYTES - 1 - i];
    }
    boolean odd = (big[0] & 0x80) != 0;
    big[0] &= 0x7f;
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, big))));
  }

  private static byte[] ed25519(ByteBuffer in) {
    String type = SshWire.nextText(in);
    if (!type.equals(ED25519)) {
      throw new IllegalArgumentException("key type " + type + ": only " + ED25519 + " is accepted");
    }
    return SshWire.next(in);
  }

  private static byte[] text(String text) {
    return string(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] string(byte[] bytes) {
    return blob(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array(), bytes);
  }

  private static byte[] blob(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (byte[] part : parts) {
        out.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
