package dev.cutover.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** A worker that decodes: of another environment, so that it takes nobody's tasks. */
final class CodecWorker {

  static final String KEYS = "2030:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private CodecWorker() {}

  static Map<String, Object> settings(String temporal, int port, String page) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("spring.profiles.active", "legacy-shards");
    settings.put("spring.temporal.connection.target", temporal);
    settings.put("cutover.system", "oms");
    settings.put("cutover.environment", "elsewhere");
    settings.put("cutover.encryption.keys", KEYS);
    settings.put("cutover.encryption.endpoint.port", port);
    settings.put("cutover.encryption.endpoint.origins", page);
    String database = "cutover.endpoints.databases.legacy.";
    settings.put(database + "url", "jdbc:h2:mem:elsewhere");
    settings.put(database + "user", "ENGINE");
    settings.put(database + "password", "secret");
    settings.put(database + "business-user", "OMS_APP");
    settings.put(database + "business-password", "secret");
    return settings;
  }
}
