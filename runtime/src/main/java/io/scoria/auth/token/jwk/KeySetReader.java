package io.scoria.auth.token.jwk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.scoria.auth.token.VerificationKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a set of public keys (RFC 7517, section 5). Of it are taken the keys that signatures can be
 * verified with, each with one algorithm; others are passed over, secrets among them, as the RFC
 * has it. Of keys of the same id the first counts. Thread-safe.
 */
public final class KeySetReader {
  /** More keys are not a set that anybody rotates through. */
  static final int MAX_KEYS = 100;

  private static final int MAX_ID_CHARS = 500;
  private static final int MAX_DEPTH = 20;

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();

  /**
   * The keys of the set, at least one.
   *
   * @throws InvalidKeySetException if there are none that can be used, or too many
   */
  public List<VerificationKey> read(byte[] text) throws InvalidKeySetException {
    JsonNode keys = tree(text).path("keys");
    if (!keys.isArray()) {
      throw new InvalidKeySetException("there is no list of 'keys' in it");
    }
    if (keys.size() > MAX_KEYS) {
      throw new InvalidKeySetException(
          "it has " + keys.size() + " keys; at most " + MAX_KEYS + " are taken");
    }
    Map<String, VerificationKey> usable = new LinkedHashMap<>();
    for (JsonNode jwk : keys) {
      String id = jwk.path("kid").textValue();
      if (id != null && !id.isEmpty() && id.length() <= MAX_ID_CHARS) {
        JwkReader.read(id, jwk).ifPresent(key -> usable.putIfAbsent(id, key));
      }
    }
    if (usable.isEmpty()) {
      throw new InvalidKeySetException(
          "none of its " + keys.size() + " keys has an id and can verify signatures");
    }
    return new ArrayList<>(usable.values());
  }

  /**
   * Any object, as a discovery document is one.
   *
   * @throws InvalidKeySetException if the text is no JSON, or not an object
   */
  public JsonNode tree(byte[] text) throws InvalidKeySetException {
    try {
      JsonNode root = json.readTree(text);
      if (root != null && root.isObject()) {
        return root;
      }
    } catch (IOException e) {
      throw new InvalidKeySetException("it is not JSON"); // whose text is not for the log
    }
    throw new InvalidKeySetException("it is not a JSON object");
  }
}
