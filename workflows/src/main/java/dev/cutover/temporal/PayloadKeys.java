package dev.cutover.temporal;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of payloads, by name: the first one encrypts, all of them decrypt, so that a key is
 * exchanged while runs are under way. No key is ever in a message or in {@link #toString()}.
 */
public final class PayloadKeys {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final int BYTES = 32;

  private final Map<String, SecretKey> byName;
  private final boolean encrypt;

  private PayloadKeys(Map<String, SecretKey> byName, boolean encrypt) {
    this.byName = byName;
    this.encrypt = encrypt;
  }

  /** Nothing is encrypted, and nothing can be decrypted. */
  public static PayloadKeys none() {
    return new PayloadKeys(new LinkedHashMap<>(), false);
  }

  /**
   * Reads {@code NAME:KEY,NAME:KEY}, each key being 32 bytes in base64.
   *
   * @throws IllegalArgumentException naming what is wrong, by a key's place or name
   */
  public static PayloadKeys parse(String text) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    for (String entry : text.split(",", -1)) {
      int place = keys.size() + 1;
      int colon = entry.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("has a key " + place + " that is not NAME:KEY");
      }
      String name = entry.substring(0, colon).strip();
      if (!isName(name)) {
        throw new IllegalArgumentException(
            "has a key " + place + " whose name is not letters, digits, dots and dashes");
      }
      if (keys.put(name, key(name, entry.substring(colon + 1).strip())) != null) {
        throw new IllegalArgumentException("has two keys called " + name);
      }
    }
    return new PayloadKeys(keys, true);
  }

  private static SecretKey key(String name, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      bytes = new byte[0];
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "has a key " + name + " that is not 32 bytes in base64: openssl rand -base64 32");
    }
    return new SecretKeySpec(bytes, "AES");
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The same, for reading what others encrypt and for writing what everybody can read. */
  public PayloadKeys forReadingOnly() {
    return new PayloadKeys(byName, false);
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /** The one that encrypts; null where nothing is encrypted. */
  @Nullable String first() {
    return encrypt ? byName.keySet().iterator().next() : null;
  }

  @Nullable SecretKey named(String name) {
    return byName.get(name);
  }

  @Override
  public String toString() {
    return names().toString();
  }
}
