package dev.cutover.erp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.cutover.activity.ErpActivities.ErpResult;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.endpoint.DnsEndpoint;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.endpoint.HttpEndpoint;
import dev.cutover.plan.Checks.ErpCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether it is the ERP that answers, and not whatever stands in between. */
final class HttpErpTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"status\":\"up\"}      | true",
        "200 | {\"error\":\"no such\"}  | false",
        "200 | [\"something else\"]     | false",
        "200 | <html>Sign in</html>     | false",
        "503 | {\"status\":\"up\"}      | false"
      })
  void anAnswerCountsOnlyIfItHasWhatThePlanSays(int status, String body, boolean ok)
      throws IOException {
    assertEquals(ok, asked(status, body, "status").ok());
  }

  @Test
  void wherePlanSaysNothingOfItAnySuccessWillDo() throws IOException {
    assertTrue(asked(204, "", null).ok());
  }

  private static ErpResult asked(int status, String body, @Nullable String has) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      ErpCheck check = new ErpCheck("health", "ERP answers", "/health", has);
      return new HttpErp(only(url), progress -> {}).check("erp", List.of(check)).get(0);
    } finally {
      server.stop(0);
    }
  }

  private static Endpoints only(URI url) {
    return new Endpoints() {
      @Override
      public HttpEndpoint http(String name) {
        return new HttpEndpoint(url, null);
      }

      @Override
      public DatabaseEndpoint database(String name) {
        throw new IllegalArgumentException(name);
      }

      @Override
      public DnsEndpoint dns(String name) {
        throw new IllegalArgumentException(name);
      }
    };
  }
}
